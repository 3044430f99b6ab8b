package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Sessions outlive the process, its sudden end, another secret and other keys. */
class RestartIT {
    private static final String FIRST = "Vx2mQ8kTz5Rb1Yw7Nc4Jh9Lg6Pd3Fs0A";
    private static final String SECOND = "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A";

    private static Stores stores;

    @TempDir
    Path directory;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    @Test
    void anotherSecret_signsNobodyOut_whenTheOneBeforeIsGiven() {
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

    @Test
    void keysOfOnesOwn_signAndVerify() throws Exception {
        Path first = write("first.pem", pem("EC"));
        Path second = write("second.pem", pem("Ed25519"));
        Tokens tokens;
        try (Service service = start(files(first))) {
            tokens = service.api().signIn(Numbers.fresh());
            service.api().profile(tokens).then().statusCode(200);
        }
        try (Service service = start(files(second, first))) {
            service.api().profile(tokens).then().statusCode(200);
            Tokens others = service.api().signIn(Numbers.fresh());
            assertThat(header(others), containsString("\"alg\":\"EdDSA\""));
            service.api().profile(others).then().statusCode(200);
            service.api()
                    .request()
                    .get("/.well-known/jwks.json")
                    .then()
                    .body("keys.alg", equalTo(List.of("EdDSA", "ES256")));
        }
        assertRefused(
                files(write("none.pem", "nothing")), "phone-auth.session.keys.files", "none.pem, which is of no use");
        assertRefused(files(directory.resolve("absent")), "absent, which cannot be read");
        reset();
    }

    @Test
    void everyAlgorithm_signsAndVerifies() {
        for (String algorithm : List.of("RS256", "EdDSA", "ES256")) {
            Map<String, String> settings = Map.of(
                    "PHONE_AUTH_SESSION_KEYS_ALGORITHM",
                    algorithm,
                    "PHONE_AUTH_SESSION_KEYS_LEAD",
                    "1S",
                    "PHONE_AUTH_SESSION_VERIFIED_TOKENS",
                    "0");
            try (Service service = start(settings)) {
                Tokens tokens = service.api().signIn(Numbers.fresh());
                for (int i = 0; i < 50 && !header(tokens).contains("\"alg\":\"" + algorithm + "\""); i++) {
                    pause();
                    tokens = Tokens.of(service.api().refresh(tokens.refresh()));
                }
                assertThat(header(tokens), containsString("\"alg\":\"" + algorithm + "\""));
                service.api().profile(tokens).then().statusCode(200);
            }
        }
        reset();
    }

    /** Killed in the midst of it, again and again: what was acknowledged is there, and nothing is half there. */
    @Test
    void killedUnderLoad_losesNothingAcknowledged() throws InterruptedException {
        for (int round = 0; round < 4; round++) {
            List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
            Service service = start(Map.of());
            List<Thread> clients = IntStream.range(0, 4)
                    .mapToObj(client -> new Thread(() -> signUpUntilRefused(service.api(), acknowledged)))
                    .toList();
            clients.forEach(Thread::start);
            for (int i = 0; i < 300 && acknowledged.size() < 20; i++) {
                pause();
            }
            service.kill();
            for (Thread client : clients) {
                client.join();
            }
            assertThat(acknowledged.size(), greaterThan(19));
            try (Service again = start(Map.of())) {
                acknowledged.forEach(one -> one.assertThere(again.api()));
            }
            assertEquals(
                    0,
                    stores.number("select count(*) from users where (inviter_id is null) <> (activated_at is null)"));
        }
    }

    /** What a client was told before the end. */
    private record Acknowledged(String number, String refresh, String activationCode) {
        void assertThere(Api api) {
            Response answer = api.refresh(refresh);
            answer.then().statusCode(200);
            api.profile(Tokens.of(answer))
                    .then()
                    .statusCode(200)
                    .body("phone_number", equalTo(number))
                    .body("activation_code", equalTo(activationCode));
        }
    }

    private static void signUpUntilRefused(Api api, List<Acknowledged> acknowledged) {
        try {
            String inviteCode = api.inviteCodeOf(api.signIn(Numbers.fresh()));
            while (true) {
                String number = Numbers.fresh();
                Tokens tokens = api.signIn(number);
                api.activate(tokens, inviteCode).then().statusCode(200);
                Response refreshed = api.refresh(tokens.refresh());
                refreshed.then().statusCode(200);
                acknowledged.add(new Acknowledged(number, refreshed.path("refresh"), inviteCode));
            }
        } catch (Exception | AssertionError killed) {
            // The service is gone: what counts is what it had acknowledged.
        }
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

    private static Map<String, String> files(Path... files) {
        return Map.of(
                "PHONE_AUTH_SESSION_KEYS_FILES",
                String.join(",", List.of(files).stream().map(Path::toString).toList()));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String pem(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(256);
        }
        KeyPair pair = generator.generateKeyPair();
        return block("PRIVATE", pair.getPrivate().getEncoded())
                + block("PUBLIC", pair.getPublic().getEncoded());
    }

    private static String block(String kind, byte[] der) {
        return "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    }

    private static String header(Tokens tokens) {
        return new String(Base64.getUrlDecoder().decode(tokens.access().split("\\.")[0]));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
