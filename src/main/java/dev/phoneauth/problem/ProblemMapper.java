package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.phoneauth.problem.ProblemDetail.FieldError;
import io.smallrye.mutiny.CompositeException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into the problem that answers it. */
@ApplicationScoped
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    @Inject
    HttpConfig config;

    /** For all failures of REST resources; those that Quarkus would otherwise render itself are named one by one. */
    @ServerExceptionMapper({
        ConstraintViolationException.class,
        MismatchedInputException.class,
        InvalidDefinitionException.class,
        WebApplicationException.class,
        Throwable.class
    })
    Response render(Throwable failure, HttpServerRequest request) {
        ProblemDetail detail = detail(failure);
        ProblemRoutes.setHeaders(detail, request);
        return Response.status(detail.status())
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(detail)
                .build();
    }

    ProblemDetail detail(Throwable failure) {
        return finished(classified(failure));
    }

    /** @param failure what is logged if the status says that the fault is the service's */
    ProblemDetail detail(int status, Throwable failure) {
        return finished(bare(status, failure));
    }

    private ProblemDetail finished(ProblemDetail detail) {
        return detail.is(Problem.NOT_AUTHENTICATED) ? detail.status(config.unauthenticatedStatus()) : detail;
    }

    /** Of several failures the first counts; the others happened while cleaning up after it. */
    private static ProblemDetail classified(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.detail();
        }
        if (failure instanceof CompositeException several) {
            return classified(several.getCause());
        }
        return ofRequest(failure);
    }

    private static ProblemDetail ofRequest(Throwable failure) {
        if (failure instanceof ConstraintViolationException broken) {
            return brokenConstraints(broken);
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
            LOG.error("A request failed by a fault of the service", LoggedFailure.of(failure));
        }
        return problem.failure().detail();
    }

    private static ProblemDetail brokenConstraints(ConstraintViolationException broken) {
        List<FieldError> faults = broken.getConstraintViolations().stream()
                .map(fault -> new FieldError(field(fault), fault.getMessage()))
                .sorted(Comparator.comparing(FieldError::field))
                .toList();
        String detail = faults.stream()
                .map(fault -> fault.field() + " " + fault.message())
                .collect(Collectors.joining(", "));
        return ProblemDetail.of(Problem.INVALID_REQUEST, detail).errors(faults);
    }

    /** The last name of a path such as {@code redeemCode.request.challengeId}. */
    private static String field(ConstraintViolation<?> fault) {
        return StreamSupport.stream(fault.getPropertyPath().spliterator(), false)
                .map(Path.Node::getName)
                .reduce("", (before, name) -> SNAKE_CASE.translate(name));
    }

    /** Says where, never what: Jackson's own message repeats the input and names classes. */
    private static ProblemDetail brokenJson(JsonProcessingException broken) {
        return broken instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? Problem.INVALID_REQUEST
                        .failure(mapping.getPath().get(0).getFieldName(), "is not of the documented type")
                        .detail()
                : Problem.INVALID_REQUEST
                        .failure("The body is not the JSON object that is documented")
                        .detail();
    }
}
