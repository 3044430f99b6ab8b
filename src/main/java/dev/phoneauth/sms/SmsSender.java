package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** One way out for texts. A new one is a bean of this type, a constant in {@link SmsConfig.Kind} and a settings block. */
interface SmsSender {
    SmsConfig.Kind kind();

    /** Hands the text over, and tells how that ended; never later than {@code within}. */
    Uni<Outcome> send(Sms sms, Duration within);

    /** Whether its gateway, and nobody else, can have made this request. */
    default boolean isSigned(Callback callback) {
        return false;
    }

    /** What a signed request tells of a text; empty if it is of no interest. */
    default Optional<Callback.Report> report(Callback callback) {
        return Optional.empty();
    }
}
