package dev.phoneauth.problem;

import java.time.Duration;

/** An expected failure on its way to the client; made by {@link Problem#failure()}. Carries no stack trace. */
public class ProblemException extends RuntimeException {
    private final transient ProblemDetail detail;

    ProblemException(ProblemDetail detail) {
        super(detail.code(), null, false, false);
        this.detail = detail;
    }

    public ProblemException limit(String kind) {
        return new ProblemException(detail.limit(kind));
    }

    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(detail.retryAfter(wait));
    }

    public boolean is(Problem problem) {
        return detail.is(problem);
    }

    ProblemDetail detail() {
        return detail;
    }
}
