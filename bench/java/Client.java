import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A mobile app, in the network that it names. */
final class Client {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;

    Client(URI service) {
        this.service = service;
    }

    CompletableFuture<HttpResponse<String>> requestCode(String number, String network) {
        return post("/api/account/auth/", network, json("phone_number", number));
    }

    /** Requests a code. What is null is left out. */
    Answer ask(String number, String network, String device, String proof) {
        return answer(post(
                "/api/account/auth/", network, json("phone_number", number, "device", device, "client_proof", proof)));
    }

    /** Enters a code, without a challenge if it is null. */
    Answer redeem(String number, String code, String challenge, String network) {
        return answer(post(
                "/api/account/code/", network, json("phone_number", number, "code", code, "challenge_id", challenge)));
    }

    private static Answer answer(CompletableFuture<HttpResponse<String>> sent) {
        HttpResponse<String> response = sent.join();
        return new Answer(response.statusCode(), response.body());
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String network, String body) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", network)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** Of names and values; a null value is left out. */
    private static String json(String... fields) {
        return IntStream.range(0, fields.length / 2)
                .filter(i -> fields[2 * i + 1] != null)
                .mapToObj(i -> "\"%s\":\"%s\"".formatted(fields[2 * i], fields[2 * i + 1]))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
