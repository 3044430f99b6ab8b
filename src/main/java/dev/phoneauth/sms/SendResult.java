package dev.phoneauth.sms;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;

/**
 * Result of one attempt to send a text.
 *
 * @param reason for the log, without number and content
 * @param state of the text, as in {@link Deliveries#report}
 */
record SendResult(Verdict verdict, String reason, String state) {
    enum Verdict {
        /** The sender has it: no other sender may send it. */
        ACCEPTED,
        /** Not sent, and no other sender could send it: the number does not exist or does not want texts. */
        UNDELIVERABLE,
        /** Not sent, for a reason that need not hold for another sender. */
        REJECTED,
        /** Not sent: this sender is overloaded or down. */
        UNAVAILABLE,
        /** It may have been sent. */
        UNKNOWN;

        SendResult because(String reason) {
            return new SendResult(this, reason, "failed");
        }

        /** In metrics and logs. */
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SendResult accepted(String state) {
        return new SendResult(Verdict.ACCEPTED, "", state);
    }

    /** For an HTTP status other than 2xx, where nothing more is known. */
    static SendResult ofStatus(int status) {
        Verdict verdict = status == 429 || status == 503
                ? Verdict.UNAVAILABLE
                : status >= 500 ? Verdict.UNKNOWN : Verdict.REJECTED;
        return verdict.because("status " + status);
    }

    /** For a request without a response: certainly not sent if there was no connection; it may be if there was one. */
    static SendResult ofFailure(Throwable failure) {
        boolean isUnconnected = failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof ConnectionPoolTooBusyException;
        return (isUnconnected ? Verdict.UNAVAILABLE : Verdict.UNKNOWN)
                .because(failure.getClass().getSimpleName());
    }
}
