package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/** Sends texts in one way. A new one is a bean of this type, a constant in {@link SmsConfig.Kind} and its settings. */
interface SmsSender {
    SmsConfig.Kind kind();

    /** Sends the text; the result comes within the given time. */
    Uni<SendResult> send(SmsText text, Duration within);

    /** Whether the sender's gateway signed this delivery report. */
    default boolean isSigned(HttpServerRequest request, String body) {
        return false;
    }

    /** The content of a signed delivery report; empty if it tells of no state. */
    default Optional<DeliveryReport> report(HttpServerRequest request, String body) {
        return Optional.empty();
    }
}
