package dev.phoneauth.sms;

import java.util.Locale;

/**
 * How an attempt to hand a text over has ended.
 *
 * @param reason for the log: nothing of number or text in it
 * @param state of the text, once accepted
 */
record Outcome(Verdict verdict, String reason, DeliveryState state) {
    static final Outcome ACCEPTED = accepted(DeliveryState.SENT);

    /** What it means for the text. */
    enum Verdict {
        /** On its way: nobody else may send it now. */
        ACCEPTED,
        /** Surely not sent, and no other sender could: there is no such phone, or its owner wants no texts. */
        REFUSED,
        /** Surely not sent by this sender, for a reason that need not be another's. */
        NEXT,
        /** Surely not sent, as this sender is overloaded or out of order. */
        LATER,
        /** Nobody can tell: it may have been sent. */
        UNKNOWN;

        /** Whether the sender itself is ailing, rather than this one text. */
        boolean ails() {
            return this == LATER || this == UNKNOWN;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Outcome accepted(DeliveryState state) {
        return new Outcome(Verdict.ACCEPTED, "", state);
    }

    static Outcome refused(String reason) {
        return new Outcome(Verdict.REFUSED, reason, DeliveryState.FAILED);
    }

    static Outcome next(String reason) {
        return new Outcome(Verdict.NEXT, reason, DeliveryState.FAILED);
    }

    static Outcome later(String reason) {
        return new Outcome(Verdict.LATER, reason, DeliveryState.FAILED);
    }

    static Outcome unknown(String reason) {
        return new Outcome(Verdict.UNKNOWN, reason, DeliveryState.FAILED);
    }

    @Override
    public String toString() {
        return verdict.word() + ", " + reason;
    }
}
