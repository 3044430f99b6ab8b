package dev.phoneauth.clientproof;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A proof of work is asked for and taken once, for the number it was asked for, and in time. */
@QuarkusTest
@TestProfile(ClientProofTest.Always.class)
class ClientProofTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    public static class Always implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "phone-auth.guard.client-proof", "always",
                    "phone-auth.guard.client-proof.difficulty", "1000",
                    "phone-auth.test-numbers", "+15005550006=123456");
        }
    }

    @BeforeEach
    void stopTheClock() {
        MovableClock.stop();
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void withoutAProof_oneIsAskedFor() {
        api.requestCode(number)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("client_proof_required"))
                .body("type", equalTo("/api/account/problems/client_proof_required"))
                .body("proof.kind", equalTo("altcha"))
                .body("proof.challenge.algorithm", equalTo("SHA-256"))
                .body("proof.challenge.maxnumber", equalTo(1000))
                .body("proof.challenge.salt", matchesPattern("[0-9a-f]{24}\\?expires=[0-9]+&"));
    }

    @Test
    void proof_isGoodOnce() {
        String proof = encoded(solved(number));
        requestCode(number, proof).then().statusCode(200);
        MovableClock.advance(Duration.ofMinutes(2));
        assertRefused(requestCode(number, proof));
        assertRefused(requestCode(number, encoded(decoded(proof).put("took", 7))), "spelled in another way");
    }

    @Test
    void proofOfAnotherNumber_isRefused() {
        assertRefused(requestCode(number, encoded(solved(Numbers.fresh()))));
    }

    @Test
    void proof_isGoodForMinutes() {
        JsonObject first = solved(number);
        JsonObject second = solved(number);
        MovableClock.advance(Duration.ofMinutes(5).minusSeconds(1));
        requestCode(number, encoded(first)).then().statusCode(200);
        MovableClock.advance(Duration.ofMinutes(1));
        assertRefused(requestCode(number, encoded(second)));
    }

    /** One member that is altered, with the signature as it was. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "algorithm | SHA-1",
                "algorithm | sha-256",
                "challenge | 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                "number    | 1001",
                "number    | -1",
                "number    | foo",
                "salt      | 5f1e9a7c3b2d4860a1c2e3f4?expires=99999999999&",
                "salt      | ''",
                "signature | 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                "signature | ''"
            })
    void alteredProof_isRefused(String member, String value) {
        assertRefused(requestCode(number, encoded(solved(number).put(member, value))));
    }

    /** A challenge of one's own, that is solved at once: it is not signed. */
    @Test
    void easierChallenge_isRefused() {
        JsonObject solution = solved(number);
        String salt = solution.getString("salt");
        assertRefused(requestCode(
                number, encoded(solution.put("challenge", sha256(salt + 0)).put("number", 0))));
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "'*'", "e30=", "W10=", "bnVsbA==", "eyJjaGFsbGVuZ2UiOnt9fQ=="})
    void whatIsNoProof_isRefused(String proof) {
        assertRefused(requestCode(number, proof));
    }

    @Test
    void longProof_isABadRequest() {
        requestCode(number, "x".repeat(4097)).then().statusCode(400).body("errors[0].field", equalTo("client_proof"));
    }

    @Test
    void testNumber_needsNoProof() {
        api.requestCode("+15005550006").then().statusCode(200);
    }

    @Test
    void changeOfNumber_needsAProof() {
        requestCode(number, encoded(solved(number))).then().statusCode(200);
        Api.Tokens tokens = Api.Tokens.of(api.redeem(number, api.codeSentTo(number)));
        String next = Numbers.fresh();
        assertRefused(api.post(tokens, "phone/", Map.of("phone_number", next)));
        api.post(tokens, "phone/", Map.of("phone_number", next, "client_proof", encoded(solved(next))))
                .then()
                .statusCode(200);
    }

    /** The solver of npm's altcha-lib; the test is skipped where npm cannot get it. */
    @Test
    void proofOfAltchasOwnSolver_isGood(@TempDir Path directory) throws Exception {
        assumeTrue(
                run(directory, "npm", "install", "--no-audit", "--no-fund", "altcha-lib@1.4.1"),
                "altcha-lib is not available");
        JsonObject challenge = new JsonObject(api.requestCode(number).<Map<String, Object>>path("proof.challenge"));
        Files.writeString(directory.resolve("solve.mjs"), """
                import { solveChallenge } from "altcha-lib";
                import { writeFileSync } from "node:fs";
                const asked = %s;
                const { algorithm, challenge, salt, signature } = asked;
                const { number } = await solveChallenge(challenge, salt, algorithm, asked.maxnumber).promise;
                writeFileSync("proof", btoa(JSON.stringify({ algorithm, challenge, number, salt, signature })));
                """.formatted(challenge.encode()));
        assertTrue(run(directory, "node", "solve.mjs"));
        requestCode(number, Files.readString(directory.resolve("proof"))).then().statusCode(200);
    }

    /** Without the streams of this process: by them the build tells it which tests to run. */
    private static boolean run(Path directory, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private JsonObject solved(String of) {
        Map<String, Object> challenge = api.requestCode(of).path("proof.challenge");
        return AltchaSolver.solve(challenge);
    }

    private Response requestCode(String to, String proof) {
        Map<String, String> body = new HashMap<>(Map.of("phone_number", to));
        body.put("client_proof", proof);
        return api.post("auth/", body);
    }

    private static void assertRefused(Response answer) {
        assertRefused(answer, "");
    }

    private static void assertRefused(Response answer, String why) {
        answer.then().statusCode(403).body("code", equalTo("client_proof_required"));
    }

    private static String encoded(JsonObject proof) {
        return Base64.getEncoder().encodeToString(proof.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject decoded(String proof) {
        return new JsonObject(new String(Base64.getDecoder().decode(proof), StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        return AltchaSolver.sha256(text);
    }
}
