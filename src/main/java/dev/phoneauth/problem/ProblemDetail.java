package dev.phoneauth.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of an error answer, {@code application/problem+json}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457#section-3">RFC 9457, section 3</a>
 */
@RegisterForReflection
@Schema(
        description = "An error, after RFC 9457",
        requiredProperties = {"type", "title", "status", "detail", "code"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetail(
        @Schema(description = "A path on this service that explains the problem")
        String type,

        @Schema(description = "What went wrong, for people") String title,

        int status,

        @Schema(description = "What to do about it, for people")
        String detail,

        @Schema(description = "The stable word to switch on")
        String code,

        @Schema(description = "Which fields of the request are at fault")
        List<FieldError> errors,

        @Schema(
                description = "Whose limit was hit, on `too_many_requests`",
                enumeration = {"number", "network", "service"})
        String limit,

        @Schema(description = "Whole seconds until another try makes sense, on every 429 and 503")
        Long retryAfter) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** What is wrong with one field of the request body. */
    @RegisterForReflection
    @Schema(requiredProperties = {"field", "message"})
    public record FieldError(String field, String message) {}

    static ProblemDetail of(Problem problem, String detail) {
        return new ProblemDetail(
                problem.type(), problem.title(), problem.status(), detail, problem.code(), null, null, null);
    }

    ProblemDetail errors(FieldError error) {
        return new ProblemDetail(type, title, status, detail, code, List.of(error), limit, retryAfter);
    }

    ProblemDetail status(int other) {
        return new ProblemDetail(type, title, other, detail, code, errors, limit, retryAfter);
    }

    ProblemDetail limit(String kind) {
        return new ProblemDetail(type, title, status, detail, code, errors, kind, retryAfter);
    }

    /** Rounded up to whole seconds, so that whoever waits that long is not refused again. */
    ProblemDetail retryAfter(Duration wait) {
        Long seconds = wait == null ? null : Math.max(1, wait.plusMillis(999).toSeconds());
        return new ProblemDetail(type, title, status, detail, code, errors, limit, seconds);
    }

    boolean is(Problem problem) {
        return code.equals(problem.code());
    }
}
