package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.smallrye.mutiny.CompositeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which {@link ProblemDetail} answers a failure, wherever it was raised. */
@ApplicationScoped
class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final HttpConfig config;

    Problems(HttpConfig config) {
        this.config = config;
    }

    ProblemDetail of(Throwable failure) {
        return finished(classify(failure));
    }

    ProblemDetail ofStatus(int status, Throwable failure) {
        return finished(bare(status, failure));
    }

    private ProblemDetail finished(ProblemDetail detail) {
        return detail.is(Problem.NOT_AUTHENTICATED) ? detail.status(config.unauthenticatedStatus()) : detail;
    }

    /** Of several, what failed first is told; the others are failures to clean up after it. */
    private static ProblemDetail classify(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.detail();
        }
        if (failure instanceof CompositeException several) {
            return classify(several.getCause());
        }
        if (failure instanceof MismatchedInputException broken) {
            return brokenJson(broken);
        }
        if (failure instanceof WebApplicationException web) {
            return web.getCause() instanceof JsonProcessingException broken
                    ? brokenJson(broken)
                    : bare(web.getResponse().getStatus(), failure);
        }
        return bare(500, failure);
    }

    private static ProblemDetail bare(int status, Throwable failure) {
        Problem problem = Problem.ofStatus(status);
        if (problem == Problem.INTERNAL_ERROR) {
            LOG.error("A request failed by a fault of ours", Unworded.of(failure));
        }
        return problem.failure().detail();
    }

    /** Says where, never what: Jackson's own message repeats the input and names classes. */
    private static ProblemDetail brokenJson(JsonProcessingException broken) {
        return field(broken)
                .map(field -> Problem.INVALID_REQUEST.failure(field, "is not of the documented type"))
                .orElseGet(() -> Problem.INVALID_REQUEST.failure("The body is not the JSON object that is documented"))
                .detail();
    }

    /** The outermost field of the body in which reading stopped: one of ours, as unknown ones are not looked into. */
    private static Optional<String> field(JsonProcessingException broken) {
        return broken instanceof JsonMappingException mapping
                ? mapping.getPath().stream().findFirst().map(JsonMappingException.Reference::getFieldName)
                : Optional.empty();
    }
}
