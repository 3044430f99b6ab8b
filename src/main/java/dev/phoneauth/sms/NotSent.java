package dev.phoneauth.sms;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;

/** No sender accepted the text. */
public class NotSent extends RuntimeException {
    private final int uncertain;

    NotSent(int uncertain) {
        super("no sender accepted the text", null, false, false);
        this.uncertain = uncertain;
    }

    /** How many texts may have been sent all the same: one for each sender that did not say. */
    public static int uncertain(Throwable failure) {
        return failure instanceof NotSent notSent ? notSent.uncertain : 0;
    }

    /** {@code sms_not_delivered}, to be tried again when senders that failed are asked again. */
    public ProblemException problem() {
        return Problem.SMS_NOT_DELIVERED.failure().retryAfter(Circuit.OPEN_FOR);
    }
}
