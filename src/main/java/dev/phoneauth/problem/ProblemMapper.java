package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
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
            return ProblemDetail.of(broken);
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

    /** Says where, never what: Jackson's own message repeats the input and names classes. */
    private static ProblemDetail brokenJson(JsonProcessingException broken) {
        ProblemException refusal = broken instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? Problem.INVALID_REQUEST.failure(
                        mapping.getPath().get(0).getFieldName(), "is not of the documented type")
                : Problem.INVALID_REQUEST.failure("The body is not the JSON object that is documented");
        return refusal.detail();
    }
}
