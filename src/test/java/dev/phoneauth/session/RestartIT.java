package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Operator;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Sessions outlive the process, another secret and other keys. */
class RestartIT {
    private static final String FIRST = "Vx2mQ8kTz5Rb1Yw7Nc4Jh9Lg6Pd3Fs0A";
    private static final String SECOND = "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A";

    private static Stores stores;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    @Test
    void anotherSecret_signsNoUserOut_whenTheOneBeforeIsGiven() {
        Tokens tokens;
        try (Service before = start(Map.of("PHONE_AUTH_SECRET", FIRST))) {
            tokens = before.api().signIn(Numbers.fresh());
        }
        try (Service between = start(Map.of("PHONE_AUTH_SECRET", SECOND, "PHONE_AUTH_SECRET_PREVIOUS", FIRST))) {
            between.api().profile(tokens).then().statusCode(200);
            tokens = Tokens.of(between.api().refresh(tokens.refresh()));
        }
        try (Service after = start(Map.of("PHONE_AUTH_SECRET", SECOND))) {
            after.api().profile(tokens).then().statusCode(200);
            after.api().refresh(tokens.refresh()).then().statusCode(200);
        }
        assertRefused(
                Map.of("PHONE_AUTH_SECRET", FIRST),
                "are sealed with another phone-auth.secret (PHONE_AUTH_SECRET). If it was changed, give the one before as");
        reset();
    }

    /** A replica that has the secret before still makes keys with it; a start that can sign with none of them is refused. */
    @Test
    void keysOfTheSecretBefore_areSaid() {
        try (Service old = start(Map.of("PHONE_AUTH_SECRET", FIRST));
                Service changed = start(Map.of("PHONE_AUTH_SECRET", SECOND, "PHONE_AUTH_SECRET_PREVIOUS", FIRST))) {
            changed.api().signIn(Numbers.fresh());
            Operator.replaceKeys(old).then().statusCode(200);
        }
        assertRefused(Map.of("PHONE_AUTH_SECRET", SECOND), "are sealed with another phone-auth.secret");
        reset();
    }

    private static Service start(Map<String, String> settings) {
        return Service.start(stores, demo(settings));
    }

    private static Map<String, String> demo(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("QUARKUS_PROFILE", "demo", "PHONE_AUTH_STORE_TIMEOUT", "5S"));
        all.putAll(settings);
        return all;
    }

    private static void assertRefused(Map<String, String> settings, String... sentences) {
        try (Service service = Service.launchOn(stores.environment(), demo(settings))) {
            assertEquals(1, service.awaitExit());
            for (String sentence : sentences) {
                assertThat(service.output(), containsString(sentence));
            }
        }
    }

    /** The next test has a secret of its own. */
    private static void reset() {
        stores.number("with gone as (delete from signing_keys returning 1) select count(*) from gone");
    }
}
