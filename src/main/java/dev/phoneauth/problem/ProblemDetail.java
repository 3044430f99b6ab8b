package dev.phoneauth.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The body of an error answer (RFC 9457, section 3); times are in seconds. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetail(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<FieldError> errors,
        String limit,
        Long retryAfter,
        Long codeExpiresIn,
        Object proof) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What is wrong with one field of the request body. */
    @RegisterForReflection
    public record FieldError(String field, String message) {}

    boolean is(Problem problem) {
        return code.equals(problem.code());
    }
}
