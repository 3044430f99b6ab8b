package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.phoneauth.problem.ProblemDetail.FieldError;
import io.smallrye.mutiny.CompositeException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into the problem that answers it. */
@ApplicationScoped
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @Inject HttpConfig config;

    /** For all failures of REST resources; those that Quarkus would otherwise render itself are named one by one. */
    @ServerExceptionMapper({
        ConstraintViolationException.class,
        MismatchedInputException.class,
        InvalidDefinitionException.class,
        WebApplicationException.class,
        Throwable.class
    })
    Response render(Throwable failure, HttpServerRequest request) {
        if (failure instanceof IllegalStateException && request.response().ended()) {
            // Quarkus tries to answer twice when a client closes its connection meanwhile: no fault of this service.
            return Response.serverError().build();
        }
        ProblemDetail detail = detail(500, failure);
        ProblemRoutes.setHeaders(detail, request);
        return Response.status(detail.status())
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(detail)
                .build();
    }

    /**
     * @param status of the answer if the failure does not say which
     * @param failure null if there is only a status
     */
    ProblemDetail detail(int status, Throwable failure) {
        ProblemException answer = classified(status, failure);
        return answer.toDetail(status(answer.problem));
    }

    /** The operator chooses that of {@code not_authenticated}. */
    int status(Problem problem) {
        return problem == Problem.NOT_AUTHENTICATED ? Integer.parseInt(config.unauthenticatedStatus()) : problem.status;
    }

    /** Of several failures the first counts; the others happened while cleaning up after it. */
    private static ProblemException classified(int status, Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected;
        }
        if (failure instanceof CompositeException several) {
            return classified(status, several.getCause());
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return invalidFields(invalid);
        }
        if (failure instanceof MismatchedInputException unreadable) {
            return unreadableJson(unreadable);
        }
        return failure instanceof WebApplicationException refused ? refused(refused) : bare(status, failure);
    }

    private static ProblemException refused(WebApplicationException refused) {
        return refused.getCause() instanceof JsonProcessingException unreadable
                ? unreadableJson(unreadable)
                : bare(refused.getResponse().getStatus(), refused);
    }

    private static ProblemException bare(int status, Throwable failure) {
        Problem problem = Problem.ofStatus(status);
        if (problem == Problem.INTERNAL_ERROR) {
            LOG.error("A request failed by an internal error", LoggedFailure.of(failure));
        }
        return problem.failure();
    }

    private static ProblemException invalidFields(ConstraintViolationException invalid) {
        return Problem.INVALID_REQUEST
                .failure()
                .errors(invalid.getConstraintViolations().stream()
                        .map(ProblemMapper::fieldError)
                        .sorted(Comparator.comparing(FieldError::field))
                        .toList());
    }

    /** Of the last name in a path such as {@code redeemCode.request.challengeId}. */
    private static FieldError fieldError(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        String name = path.substring(path.lastIndexOf('.') + 1);
        return new FieldError(new SnakeCaseStrategy().translate(name), violation.getMessage());
    }

    /** Says where, never what: Jackson's own message repeats the input and names classes. */
    private static ProblemException unreadableJson(JsonProcessingException unreadable) {
        return unreadable instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? Problem.INVALID_REQUEST.failure(mapping.getPath().get(0).getFieldName(), "has the wrong type")
                : Problem.INVALID_REQUEST.failure("The body is not valid JSON, or not a JSON object");
    }
}
