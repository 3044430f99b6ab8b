package dev.phoneauth.sms;

import java.util.Locale;

/**
 * Result of one attempt to send a text.
 *
 * @param reason for the log, without number and content
 * @param state of the text
 */
record SendResult(Verdict verdict, String reason, DeliveryState state) {
    /** What the result means for the text. */
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
            return new SendResult(this, reason, DeliveryState.FAILED);
        }

        /** Whether the sender has failed, rather than this one text. */
        boolean isSenderFailure() {
            return this == UNAVAILABLE || this == UNKNOWN;
        }

        /** In metrics and logs. */
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SendResult accepted(DeliveryState state) {
        return new SendResult(Verdict.ACCEPTED, "", state);
    }

    /** For an HTTP status other than 2xx, where nothing more is known. */
    static SendResult ofStatus(int status) {
        Verdict verdict = status == 429 || status == 503
                ? Verdict.UNAVAILABLE
                : status >= 500 ? Verdict.UNKNOWN : Verdict.REJECTED;
        return verdict.because("status " + status);
    }

    @Override
    public String toString() {
        return verdict.value() + ", " + reason;
    }
}
