package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Relay;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;

/** What is asked most costs one round trip to PostgreSQL, the question whether the session lives included. */
class RoundTripsIT {
    private static final int REQUESTS = 60;

    /** Keys are read now and then, and a new connection has statements to prepare. */
    private static final long NOISE = REQUESTS / 2;

    private static Stores stores;
    private static Relay relay;
    private static Service service;
    private static Api api;

    private Tokens tokens;

    @BeforeAll
    static void start() {
        stores = Stores.start();
        relay = new Relay(stores.postgresPort());
        Map<String, String> settings = new HashMap<>(Map.of("QUARKUS_PROFILE", "demo"));
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + relay.port() + "/postgres");
        service = Service.start(stores, settings);
        api = service.api();
    }

    @AfterAll
    static void stop() {
        service.close();
        relay.close();
        stores.close();
    }

    @BeforeEach
    void signIn() {
        tokens = api.signIn(Numbers.fresh());
    }

    @Test
    void refresh_isOneRoundTrip() {
        assertOneRoundTripEach(() -> tokens = Tokens.of(api.refresh(tokens.refresh())));
    }

    @Test
    void profile_isOneRoundTrip() {
        assertOneRoundTripEach(() -> api.profile(tokens).then().statusCode(200));
    }

    @Test
    void profile_ofAnEndedSession_isNoMore() {
        api.logout(tokens.refresh());
        assertOneRoundTripEach(() -> api.profile(tokens).then().statusCode(403));
    }

    private static void assertOneRoundTripEach(Runnable request) {
        request.run();
        long before = relay.roundTrips();
        for (int i = 0; i < REQUESTS; i++) {
            request.run();
        }
        assertThat(
                relay.roundTrips() - before,
                both(greaterThanOrEqualTo((long) REQUESTS)).and(lessThan(REQUESTS + NOISE)));
    }
}
