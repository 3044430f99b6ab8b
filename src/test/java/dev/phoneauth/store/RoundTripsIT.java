package dev.phoneauth.store;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import dev.phoneauth.testsupport.Tap;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

/**
 * What each request asks the stores, counted on the wire. A connection prepares a statement when it sees it first, which
 * is a question more: so all is done twice, over one connection, and what is counted is the second time. No timer asks.
 */
class RoundTripsIT {
    private static final String TEST_NUMBER = "+15005550006";

    private final Gateway gateway = new Gateway();
    private final Stores stores = Stores.start();
    private final Tap redis = Tap.onRedis(stores.redisPort());
    private final Tap postgres = Tap.onPostgres(stores.postgresPort());
    private final Map<String, Asked> counted = new LinkedHashMap<>();
    private Service service;
    private Api api;

    private record Asked(int redis, int postgres) {}

    @BeforeEach
    void start() {
        service = Service.start(stores, settings());
        api = service.api();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        redis.close();
        postgres.close();
        stores.close();
        gateway.close();
    }

    @Test
    void requests_askNoMoreThanTheyNeed() {
        useEverything();
        useEverything();
        assertThat(
                counted,
                is(Map.ofEntries(
                        Map.entry("ask for a code", new Asked(4, 0)),
                        Map.entry("ask with an Idempotency-Key", new Asked(6, 0)),
                        Map.entry("ask with it again", new Asked(1, 0)),
                        Map.entry("ask too soon", new Asked(2, 0)),
                        Map.entry("ask in vain", new Asked(5, 0)),
                        Map.entry("ask for a test number", new Asked(4, 0)),
                        Map.entry("guess a code", new Asked(3, 0)),
                        Map.entry("redeem it", new Asked(5, 6)),
                        Map.entry("ask for a change of number", new Asked(4, 1)),
                        Map.entry("confirm the change", new Asked(8, 7)),
                        Map.entry("activate wrongly", new Asked(2, 5)),
                        Map.entry("read the profile", new Asked(0, 1)),
                        Map.entry("change the profile", new Asked(0, 4)),
                        Map.entry("activate", new Asked(1, 7)),
                        Map.entry("read the invited", new Asked(0, 2)),
                        Map.entry("refresh", new Asked(1, 2)),
                        Map.entry("list sessions", new Asked(0, 2)),
                        Map.entry("end other sessions", new Asked(0, 4)),
                        Map.entry("log out", new Asked(0, 3)),
                        Map.entry("delete me", new Asked(1, 5)),
                        Map.entry("see the keys", new Asked(0, 0)))));
    }

    private void useEverything() {
        Tokens ada = signIn();
        Tokens grace = signIn();
        askInOtherWays();
        changeNumber(ada);
        String invite = count("read the profile", () -> api.profile(ada)).path("invite_code");
        count("change the profile", () -> api.patch(ada, "profile/", Map.of("display_name", "Ada")));
        count("activate wrongly", 400, () -> api.activate(grace, "ZZZZZZ"));
        count("activate", () -> api.activate(grace, invite));
        count("read the invited", () -> api.get(ada, "profile/invited_users/"));
        Tokens fresh = Tokens.of(count("refresh", () -> api.refresh(ada.refresh())));
        count("list sessions", () -> api.get(fresh, "sessions/"));
        count("end other sessions", () -> api.delete(fresh, "sessions/"));
        count("log out", () -> api.logout(fresh.refresh()));
        count("delete me", () -> api.delete(grace, "profile/"));
        count("see the keys", () -> api.request().get("/.well-known/jwks.json"));
    }

    private Tokens signIn() {
        String number = Numbers.fresh();
        String challenge =
                count("ask for a code", () -> api.requestCode(number)).path("challenge_id");
        String code = gateway.latestCode();
        count("guess a code", 403, () -> api.redeem(number, Numbers.otherThan(code), challenge));
        return Tokens.of(count("redeem it", () -> api.redeem(number, code, challenge)));
    }

    private void askInOtherWays() {
        String number = Numbers.fresh();
        count("ask with an Idempotency-Key", () -> api.requestCodeOnce(number, number));
        count("ask with it again", () -> api.requestCodeOnce(number, number));
        count("ask too soon", 429, () -> api.requestCode(number));
        count("ask for a test number", () -> api.requestCode(TEST_NUMBER));
        gateway.behave(Gateway.answers(400, ""));
        count("ask in vain", 503, () -> api.requestCode(Numbers.fresh()));
        gateway.behave(Gateway.answers(200, ""));
    }

    private void changeNumber(Tokens tokens) {
        Map<String, String> number = Map.of("phone_number", Numbers.fresh());
        count("ask for a change of number", () -> api.post(tokens, "phone/", number));
        Map<String, String> proof = new HashMap<>(number);
        proof.put("code", gateway.latestCode());
        count("confirm the change", () -> api.post(tokens, "phone/confirm/", proof));
    }

    private Response count(String what, Supplier<Response> request) {
        return count(what, 200, request);
    }

    /** The latest count stands. */
    private Response count(String what, int status, Supplier<Response> request) {
        int redisBefore = redis.asked();
        int postgresBefore = postgres.asked();
        Response answer = request.get();
        answer.then().statusCode(status);
        counted.put(what, new Asked(redis.asked() - redisBefore, postgres.asked() - postgresBefore));
        return answer;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("PHONE_AUTH_ISSUER", "https://auth.example.com");
        settings.put("PHONE_AUTH_SMS_SENDERS", "webhook");
        settings.put("PHONE_AUTH_SMS_WEBHOOK_URL", gateway.url());
        settings.put("PHONE_AUTH_SMS_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        settings.put("PHONE_AUTH_SECRET", "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A");
        settings.put("PHONE_AUTH_PHONE_CHECK", "shape");
        settings.put("PHONE_AUTH_TEST_NUMBERS", TEST_NUMBER + "=123456");
        settings.put(
                "PHONE_AUTH_TEST_NUMBERS_UNTIL", LocalDate.now().plusDays(1).toString());
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + postgres.port() + "/postgres");
        settings.put("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "1");
        settings.put("QUARKUS_REDIS_HOSTS", "redis://localhost:" + redis.port());
        settings.put("QUARKUS_REDIS_MAX_POOL_SIZE", "1");
        settings.put("QUARKUS_SCHEDULER_ENABLED", "false");
        return settings;
    }
}
