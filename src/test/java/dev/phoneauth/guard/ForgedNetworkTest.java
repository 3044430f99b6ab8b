package dev.phoneauth.guard;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Without a trusted proxy, headers change nothing about the network of a client. */
@QuarkusTest
class ForgedNetworkTest {
    private final Api api = Api.ofThisService();

    @Test
    void forgedHeaders_useUpTheSameBudget() {
        List<Integer> left = Stream.of("192.0.2.1", "192.0.2.2", "127.0.0.1, 192.0.2.3")
                .map(this::leftAfterRequest)
                .toList();
        int first = left.get(0);
        assertEquals(List.of(first, first - 1, first - 2), left);
    }

    /** The {@code r} of {@code RateLimit: "texts";r=119;t=3600}. */
    private int leftAfterRequest(String forged) {
        String limit = api.request()
                .contentType(ContentType.JSON)
                .header("X-Forwarded-For", forged)
                .header("Forwarded", "for=" + forged)
                .body(Map.of("phone_number", Numbers.fresh()))
                .post("/api/account/auth/")
                .header("RateLimit");
        return Integer.parseInt(limit.replaceAll(".*;r=(\\d+);.*", "$1"));
    }
}
