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

    /** How many texts may have been sent nevertheless: one for each sender whose result is unknown. */
    public static int uncertain(Throwable failure) {
        return failure instanceof NotSent notSent ? notSent.uncertain : 0;
    }

    /** {@code sms_not_delivered}; a retry is useful when open circuit breakers let senders in again. */
    public ProblemException problem() {
        return Problem.SMS_NOT_DELIVERED.failure().retryAfter(CircuitBreaker.OPEN_FOR);
    }
}
