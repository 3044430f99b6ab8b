package dev.phoneauth.clientproof;

import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.webhook.PostClient;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** The operator's own verifier: gets a signed POST, answers {@code {"valid": true}} or {@code {"valid": false}}. */
@ApplicationScoped
class WebhookVerifier implements ProofVerifier {
    @Inject ClientProofConfig config;
    @Inject PostClient http;

    @Override
    public ProofRequest request(PhoneNumber number) {
        return ProofRequest.of(config.kind(), null, null);
    }

    @Override
    public Uni<Optional<String>> verify(PhoneNumber number, String proof, Network network) {
        WebhookSecret secret = config.secret().flatMap(WebhookSecret::parse).orElseThrow();
        String body = JsonObject.of("phone_number", number.e164(), "client_proof", proof, "network", network.name())
                .encode();
        String id = UUID.randomUUID().toString();
        return RemoteVerifier.verified(
                proof,
                http.postSigned(config.url().orElseThrow(), secret, id, body, RemoteVerifier.TIMEOUT),
                answer -> answer.getValue("valid") instanceof Boolean valid ? valid : null);
    }
}
