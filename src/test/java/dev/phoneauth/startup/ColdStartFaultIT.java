package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The first requests to a replica that has just started are answered as later ones are. Times count: it needs a machine that
 * has nothing else to do.
 */
class ColdStartFaultIT {
    private static final int CLIENTS = 64;
    private static final Map<String, String> DEMO = Map.of("QUARKUS_PROFILE", "demo");

    private final Stores stores = Stores.start();
    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        stores.close();
        gateway.close();
    }

    /** The service is to be cold, not the client. */
    @BeforeEach
    void warmUpClient() {
        Burst.send(Stream.generate(() -> Burst.post(URI.create(gateway.url()), Map.of()))
                .limit(CLIENTS));
        gateway.forget();
    }

    /** The codes were asked for at another replica. A slow machine is late for some; these are served when repeated. */
    @Test
    void firstBurst_isServed() {
        try (Service older = Service.start(stores, DEMO)) {
            Map<String, String> codes = new HashMap<>();
            Stream.generate(Numbers::fresh).limit(CLIENTS).forEach(number -> {
                older.api().requestCode(number).then().statusCode(200);
                codes.put(number, older.api().codeSentTo(number));
            });
            try (Service young = Service.start(stores, DEMO)) {
                List<HttpRequest> redemptions = codes.entrySet().stream()
                        .map(code -> Map.of("phone_number", code.getKey(), "code", code.getValue()))
                        .map(redemption -> Burst.post(at(young, "code/"), redemption))
                        .toList();
                long served = Burst.count(Burst.send(redemptions.stream()), 200);
                assertThat(served, greaterThan(CLIENTS / 2L));
                assertEquals(CLIENTS - served, Burst.count(Burst.send(redemptions.stream()), 200));
            }
        }
        assertEquals(CLIENTS, stores.number("select count(*) from users"));
    }

    @Test
    void firstTextToAGatewayThatHangs_isAnsweredInTime() {
        gateway.behave(Gateway.hangs());
        Map<String, String> settings = new HashMap<>(DEMO);
        settings.put("PHONE_AUTH_TESTING_ENABLED", "false");
        settings.put("PHONE_AUTH_SMS_SENDERS", "webhook");
        settings.put("PHONE_AUTH_SMS_WEBHOOK_URL", gateway.url());
        settings.put("PHONE_AUTH_SMS_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        try (Service service = Service.start(stores, settings)) {
            Instant asked = Instant.now();
            HttpResponse<String> answer = Burst.send(
                            Stream.of(Burst.post(at(service, "auth/"), Map.of("phone_number", Numbers.fresh()))))
                    .get(0);
            assertThat(Duration.between(asked, Instant.now()), lessThan(Duration.ofSeconds(2)));
            assertThat(answer.body(), containsString("sms_not_delivered"));
        }
    }

    private static URI at(Service service, String path) {
        return URI.create("http://localhost:" + service.port() + "/api/account/" + path);
    }
}
