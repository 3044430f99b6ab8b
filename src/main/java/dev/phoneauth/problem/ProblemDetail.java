package dev.phoneauth.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of an error answer, {@code application/problem+json}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457#section-3">RFC 9457, section 3</a>
 */
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
        Long retryAfter) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** What is wrong with one field of the request body. */
    @RegisterForReflection
    public record FieldError(String field, String message) {
        /** Of the last name in a path such as {@code redeemCode.request.challengeId}. */
        static FieldError of(ConstraintViolation<?> fault) {
            String path = fault.getPropertyPath().toString();
            String name = path.substring(path.lastIndexOf('.') + 1);
            return new FieldError(new SnakeCaseStrategy().translate(name), fault.getMessage());
        }
    }

    static ProblemDetail of(Problem problem, String detail) {
        return new ProblemDetail(
                problem.type(), problem.title(), problem.status(), detail, problem.code(), null, null, null);
    }

    static ProblemDetail of(ConstraintViolationException broken) {
        List<FieldError> faults = broken.getConstraintViolations().stream()
                .map(FieldError::of)
                .sorted(Comparator.comparing(FieldError::field))
                .toList();
        String detail = faults.stream()
                .map(fault -> fault.field() + " " + fault.message())
                .collect(Collectors.joining(", "));
        return of(Problem.INVALID_REQUEST, detail).errors(faults);
    }

    ProblemDetail errors(List<FieldError> faults) {
        return new ProblemDetail(type, title, status, detail, code, faults, limit, retryAfter);
    }

    ProblemDetail status(int other) {
        return new ProblemDetail(type, title, other, detail, code, errors, limit, retryAfter);
    }

    ProblemDetail limit(String kind) {
        return new ProblemDetail(type, title, status, detail, code, errors, kind, retryAfter);
    }

    /** Rounded up to whole seconds, so that a client that waits this long is not refused again. */
    ProblemDetail retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new ProblemDetail(type, title, status, detail, code, errors, limit, seconds);
    }

    boolean is(Problem problem) {
        return code.equals(problem.code());
    }
}
