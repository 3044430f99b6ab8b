package dev.phoneauth.sms;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Sends texts in one way. A new one is a constant in {@link SenderKind}, its settings and a case in {@link SenderChain}. */
interface SmsSender {
    /** {@link CircuitBreaker} ends the attempt after the given time, and knows what a failed connection means. */
    Uni<SendResult> send(SmsText text, Duration within);

    /** Reads a delivery report; throws {@code not_authorized} unless the sender's gateway signed it. */
    default DeliveryReport report(HttpServerRequest request, String body) {
        throw Problem.NOT_AUTHORIZED.failure();
    }
}
