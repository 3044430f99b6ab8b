package dev.phoneauth.clientproof;

import dev.phoneauth.docs.DocumentedWebhooks;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Behaviour;
import dev.phoneauth.webhook.PostClient;
import dev.phoneauth.webhook.WebhookSecret;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.phoneauth.testsupport.Gateway.answers;
import static dev.phoneauth.testsupport.Gateway.slowly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Verifiers that ask a server believe its plain yes alone; whatever else it does, the request is 503. */
@QuarkusTest
class RemoteVerifierTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NUMBER = "+79261234567";

    private final Gateway server = new Gateway();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Behaviour> faults() {
        return Stream.of(
                answers(500, "{\"success\":true,\"valid\":true}"),
                answers(302, ""),
                answers(204, ""),
                answers(200, ""),
                answers(200, "yes"),
                answers(200, "[]"),
                answers(200, "{}"),
                answers(200, "{\"success\":\"true\",\"valid\":1}"),
                answers(200, "{\"success\":false,\"error-codes\":[\"invalid-input-secret\"]}"),
                slowly(5_000, answers(200, "{\"success\":true,\"valid\":true}")),
                exchange -> exchange.close());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void serverThatMisbehaves_isAnOutage(Behaviour behaviour) {
        server.behave(behaviour);
        for (String kind : new String[] {"turnstile", "hcaptcha", "webhook"}) {
            Uni<Optional<String>> verdict = verify(kind);
            Exception failure =
                    assertThrows(Exception.class, () -> verdict.await().atMost(Duration.ofSeconds(2)));
            assertEquals("service_unavailable", failure.getMessage(), kind);
        }
    }

    @Test
    void serverThatIsAway_isAnOutage() {
        server.close();
        Exception failure =
                assertThrows(Exception.class, () -> verify("webhook").await().atMost(Duration.ofSeconds(2)));
        assertEquals("service_unavailable", failure.getMessage());
    }

    @Test
    void token_isVerifiedAtTheSite() {
        server.behave(answers(200, "{\"success\":true,\"challenge_ts\":\"" + Instant.now() + "\"}"));
        assertEquals(Optional.of("token"), result("turnstile"));
        assertEquals("/base/siteverify", server.received().get(0).path());
        assertEquals(
                Map.of("secret", SECRET, "response", "token"),
                server.received().get(0).form());
        assertEquals(Optional.of("token"), result("hcaptcha"));
    }

    @Test
    void tokenThatIsRefusedOrOld_isNotGood() {
        server.behave(answers(200, "{\"success\":false,\"error-codes\":[\"timeout-or-duplicate\"]}"));
        assertEquals(Optional.empty(), result("turnstile"));
        server.behave(answers(200, "{\"success\":true,\"challenge_ts\":\"2026-01-01T00:00:00Z\"}"));
        assertEquals(Optional.empty(), result("hcaptcha"));
        server.behave(answers(200, "{\"success\":true}"));
        assertEquals(Optional.empty(), result("hcaptcha"));
    }

    @Test
    void webhook_isSignedAndSaysWhatToVerify() {
        server.behave(answers(200, "{\"valid\":true}"));
        assertEquals(Optional.of("token"), result("webhook"));
        Gateway.Request request = server.received().get(0);
        DocumentedWebhooks.assertDocumented("clientProof", request);
        assertEquals(NUMBER, request.json().getString("phone_number"));
        assertEquals("token", request.json().getString("client_proof"));
        assertEquals("192.0.2.1", request.json().getString("network"));
        assertTrue(WebhookSecret.parse(SECRET)
                .orElseThrow()
                .verifies(request.headers()::get, request.body(), Instant.now()));
        server.behave(answers(200, "{\"valid\":false}"));
        assertEquals(Optional.empty(), result("webhook"));
    }

    private Optional<String> result(String kind) {
        return verify(kind).await().atMost(Duration.ofSeconds(2));
    }

    private Uni<Optional<String>> verify(String kind) {
        return verifier(kind).verify(PhoneNumbers.stored(NUMBER), "token", new Network("192.0.2.1"));
    }

    private ProofVerifier verifier(String kind) {
        ClientProofConfig config = config(kind);
        if (kind.equals("webhook")) {
            WebhookVerifier webhook = new WebhookVerifier();
            webhook.config = config;
            webhook.http = Arc.container().instance(PostClient.class).get();
            return webhook;
        }
        SiteVerifier site = new SiteVerifier();
        site.config = config;
        site.http = Arc.container().instance(PostClient.class).get();
        site.clock = Clock.systemUTC();
        return site;
    }

    private ClientProofConfig config(String kind) {
        String prefix = "phone-auth.guard.client-proof.";
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ClientProofConfig.class)
                .withDefaultValue(prefix + "kind", kind)
                .withDefaultValue(prefix + "url", server.url() + "/base")
                .withDefaultValue(prefix + "site-key", "site")
                .withDefaultValue(prefix + "secret", SECRET)
                .build()
                .getConfigMapping(ClientProofConfig.class);
    }
}
