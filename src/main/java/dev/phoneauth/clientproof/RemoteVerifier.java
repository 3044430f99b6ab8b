package dev.phoneauth.clientproof;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.Outage;
import dev.phoneauth.webhook.PostClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What verifiers share that ask another server. */
final class RemoteVerifier {
    private static final Logger LOG = Logger.getLogger(RemoteVerifier.class);
    static final Duration TIMEOUT = Duration.ofMillis(1500);

    private RemoteVerifier() {}

    /**
     * The proof if the server's answer says that it is good; empty if it says that it is not. Any other answer, and none in
     * time, is {@code service_unavailable}: a proof that cannot be verified is never good.
     *
     * @param isGood null if the answer does not say
     */
    static Uni<Optional<String>> verified(
            String proof, Uni<HttpResponse<Buffer>> answer, Function<JsonObject, Boolean> isGood) {
        return Outage.failAfter(TIMEOUT, answer)
                .map(given -> given.statusCode() == 200 ? isGood.apply(PostClient.json(given.bodyAsString())) : null)
                .onFailure(Outage::isSilence)
                .recoverWithNull()
                .onItem()
                .ifNull()
                .failWith(RemoteVerifier::unavailable)
                .map(good -> Optional.of(proof).filter(token -> good));
    }

    private static Throwable unavailable() {
        LOG.warn(
                "Client proofs cannot be verified: the verifier did not answer, or did not say whether a proof is valid");
        return Problem.SERVICE_UNAVAILABLE.failure();
    }
}
