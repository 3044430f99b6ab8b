package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Sessions outlive the process, another secret and other keys. */
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

    /** A replica that has the secret before still makes keys with it; a start that can sign with none of them is refused. */
    @Test
    void keysOfTheSecretBefore_areSaid() {
        try (Service old = start(Map.of("PHONE_AUTH_SECRET", FIRST));
                Service changed = start(Map.of("PHONE_AUTH_SECRET", SECOND, "PHONE_AUTH_SECRET_PREVIOUS", FIRST))) {
            changed.api().signIn(Numbers.fresh());
            given().post("http://localhost:" + old.managementPort() + "/q/signing-keys/replace")
                    .then()
                    .statusCode(200);
        }
        assertRefused(Map.of("PHONE_AUTH_SECRET", SECOND), "are sealed with another phone-auth.secret");
        reset();
    }

    @Test
    void keysOfOnesOwn_signAndVerify() throws Exception {
        Path first = write("first.pem", pem("secp256r1"));
        Path second = write("second.pem", pem("secp256r1"));
        Tokens tokens;
        try (Service service = start(files(first))) {
            tokens = service.api().signIn(Numbers.fresh());
            service.api().profile(tokens).then().statusCode(200);
            given().post("http://localhost:" + service.managementPort() + "/q/signing-keys/replace")
                    .then()
                    .statusCode(409);
        }
        try (Service service = start(files(second, first))) {
            service.api().profile(tokens).then().statusCode(200);
            Tokens others = service.api().signIn(Numbers.fresh());
            assertThat(header(others), not(equalTo(header(tokens))));
            service.api().profile(others).then().statusCode(200);
            service.api()
                    .request()
                    .get("/.well-known/jwks.json")
                    .then()
                    .body("keys.alg", equalTo(List.of("ES256", "ES256")));
        }
        assertEquals(0, stores.number("select count(*) from signing_keys"), "none is made");
        assertRefused(
                files(write("none.pem", "nothing")), "phone-auth.session.keys.files", "none.pem, which is of no use");
        assertRefused(files(write("large.pem", pem("secp384r1"))), "large.pem, which is of no use", "P-256");
        assertRefused(files(directory.resolve("absent")), "absent, which cannot be read");
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

    private static Map<String, String> files(Path... files) {
        return Map.of(
                "PHONE_AUTH_SESSION_KEYS_FILES",
                String.join(",", List.of(files).stream().map(Path::toString).toList()));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String pem(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
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
}
