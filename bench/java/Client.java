import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A mobile app, in the network that it names. */
final class Client {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BenchedService service;

    Client(BenchedService service) {
        this.service = service;
    }

    CompletableFuture<HttpResponse<String>> requestCode(String number, String network) {
        return post("/api/account/auth/", network, "{\"phone_number\":\"%s\"}".formatted(number));
    }

    CompletableFuture<HttpResponse<String>> redeem(String number, String code, String network) {
        return post("/api/account/code/", network, "{\"phone_number\":\"%s\",\"code\":\"%s\"}".formatted(number, code));
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String network, String body) {
        HttpRequest request = HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", network)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }
}
