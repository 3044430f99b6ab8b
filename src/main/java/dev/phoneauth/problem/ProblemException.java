package dev.phoneauth.problem;

import dev.phoneauth.problem.ProblemDetail.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** An expected failure on its way to the client; made by {@link Problem#failure()}. Carries no stack trace. */
public class ProblemException extends RuntimeException {
    final Problem problem;
    private transient List<FieldError> errors;
    private String detail;
    private String limit;
    private Long retryAfter;
    private Long codeExpiresIn;
    private transient Object proof;

    protected ProblemException(Problem problem, String detail) {
        super(problem.code(), null, false, false);
        this.problem = problem;
        this.detail = detail;
    }

    /** @param kind which limit was reached, such as {@code number} */
    public ProblemException limit(String kind) {
        limit = kind;
        return this;
    }

    /** Rounded up to whole seconds, so that a client that waits this long is not refused again. */
    public ProblemException retryAfter(Duration wait) {
        retryAfter = Math.max(1, wait.plusMillis(999).toSeconds());
        return this;
    }

    /** Rounded down to whole seconds, so that the code is still good then. */
    public ProblemException codeExpiresIn(Duration left) {
        codeExpiresIn = left.toSeconds();
        return this;
    }

    /** @param request what the client needs to make a proof; written as JSON */
    public ProblemException proof(Object request) {
        proof = request;
        return this;
    }

    /** Whether the request was refused; otherwise it met an outage. */
    public boolean isRefusal() {
        return problem.status < 500;
    }

    public boolean isLimit(String kind) {
        return kind.equals(limit);
    }

    ProblemException errors(List<FieldError> violations) {
        errors = violations;
        detail = violations.stream()
                .map(violation -> violation.field() + " " + violation.message())
                .collect(Collectors.joining(", "));
        return this;
    }

    ProblemDetail toDetail(int status) {
        return new ProblemDetail(
                problem.type(),
                problem.title,
                status,
                detail,
                problem.code(),
                errors,
                limit,
                retryAfter,
                codeExpiresIn,
                proof);
    }
}
