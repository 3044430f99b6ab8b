package dev.phoneauth.clientproof;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.Outage;
import dev.phoneauth.webhook.PostClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What verifiers share that ask another server. */
final class RemoteVerifier {
    private static final Logger LOG = Logger.getLogger(RemoteVerifier.class);
    static final Duration TIMEOUT = Duration.ofMillis(1500);

    private RemoteVerifier() {}

    /**
     * Reads whether a proof is good out of the answer of the server. Any answer but that one, and none in time, is
     * {@code service_unavailable}: a proof that cannot be verified is never good.
     *
     * @param verdict null if the answer has none
     */
    static Uni<Boolean> verdict(Uni<HttpResponse<Buffer>> answer, Function<JsonObject, Boolean> verdict) {
        return Outage.failAfter(TIMEOUT, answer)
                .map(received -> received.statusCode() == 200 ? verdict.apply(body(received)) : null)
                .onFailure(Outage::isSilence)
                .recoverWithNull()
                .onItem()
                .ifNull()
                .failWith(RemoteVerifier::unavailable);
    }

    private static JsonObject body(HttpResponse<Buffer> answer) {
        return PostClient.json(answer.bodyAsString());
    }

    private static Throwable unavailable() {
        LOG.warn(
                "Client proofs cannot be verified: the verifier did not answer, or did not say whether a proof is valid");
        return Problem.SERVICE_UNAVAILABLE.failure();
    }
}
