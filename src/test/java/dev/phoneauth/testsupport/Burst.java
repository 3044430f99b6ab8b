package dev.phoneauth.testsupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Many requests at the same moment, by a client so light that it leaves the machine to the service. */
public final class Burst {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = client();

    private Burst() {}

    /** A POST of this body, with headers as name, value, name, value. */
    public static HttpRequest post(URI uri, Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(publisher(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    /** Sends all of them before it waits for any; each goes over a connection of its own. */
    public static List<HttpResponse<String>> send(Stream<HttpRequest> requests) {
        List<CompletableFuture<HttpResponse<String>>> underWay = requests.map(
                        request -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        return underWay.stream().map(CompletableFuture::join).toList();
    }

    /** How many have this status. */
    public static long count(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    /** Sends it over a new connection and closes that, without an answer, as soon as the service is in the midst of it. */
    public static void hangUp(HttpRequest request, BooleanSupplier inTheMidst) {
        CompletableFuture<HttpResponse<String>> underWay = client().sendAsync(request, BodyHandlers.ofString());
        Await.until(inTheMidst);
        if (!underWay.cancel(true)) {
            throw new AssertionError("it was answered already");
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static HttpRequest.BodyPublisher publisher(Object body) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
