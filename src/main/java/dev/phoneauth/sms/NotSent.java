package dev.phoneauth.sms;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;

/** No sender accepted the text; a retry is useful when open circuit breakers let senders in again. */
public class NotSent extends ProblemException {
    private final int uncertain;

    NotSent(int uncertain) {
        super(Problem.SMS_NOT_DELIVERED, Problem.SMS_NOT_DELIVERED.advice);
        this.uncertain = uncertain;
        retryAfter(CircuitBreaker.OPEN_FOR);
    }

    /** How many texts may have been sent nevertheless: one for each sender whose result is unknown. */
    public static int uncertain(Throwable failure) {
        return failure instanceof NotSent notSent ? notSent.uncertain : 0;
    }
}
