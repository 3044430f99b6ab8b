package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A refresh that was answered 503 is no theft when it is repeated, however late: it changed nothing after that answer. */
class LateRefreshIT {
    private static final int CLIENTS = 50;
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** All are at work at once. */
    private static final Map<String, String> SETTINGS = Map.of(
            "QUARKUS_PROFILE",
            "demo",
            "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE",
            Integer.toString(CLIENTS),
            "PHONE_AUTH_SESSION_REUSE_GRACE",
            GRACE.toSeconds() + "S");

    @Test
    void refreshesThatWereHeldUp_areRepeated() throws Exception {
        try (Stores stores = Stores.start();
                Service service = Service.start(stores, SETTINGS)) {
            List<Tokens> clients = Stream.generate(() -> service.api().signIn(Numbers.fresh()))
                    .limit(CLIENTS)
                    .toList();
            try (Connection another = stores.sql()) {
                another.setAutoCommit(false);
                another.createStatement().execute("select from sessions for update");
                assertEquals(CLIENTS, Burst.count(refresh(service, clients), 503));
                another.rollback();
            }
            Thread.sleep(GRACE.plusSeconds(1).toMillis());
            assertEquals(CLIENTS, Burst.count(refresh(service, clients), 200));
        }
    }

    private static List<HttpResponse<String>> refresh(Service service, List<Tokens> clients) {
        URI uri = URI.create("http://localhost:" + service.port() + "/api/account/token/refresh/");
        return Burst.send(clients.stream().map(tokens -> Burst.post(uri, Map.of("refresh", tokens.refresh()))));
    }
}
