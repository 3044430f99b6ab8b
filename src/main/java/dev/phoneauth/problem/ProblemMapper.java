package dev.phoneauth.problem;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Renders every failure of a REST resource, and of what stands before it, as a problem. */
class ProblemMapper {
    private final Problems problems;

    ProblemMapper(Problems problems) {
        this.problems = problems;
    }

    /** Of all failures; those that Quarkus would otherwise render itself are named one by one. */
    @ServerExceptionMapper({
        MismatchedInputException.class,
        InvalidDefinitionException.class,
        WebApplicationException.class,
        Throwable.class
    })
    Response render(Throwable failure, ContainerRequestContext context, HttpServerRequest request) {
        ProblemDetail detail =
                problems.of(isOfMethodAlone(failure, context) ? Problem.METHOD_NOT_ALLOWED.failure() : failure);
        ProblemHeaders.set(detail, request);
        Response.ResponseBuilder response =
                Response.status(detail.status()).type(ProblemDetail.MEDIA_TYPE).entity(detail);
        return detail.is(Problem.METHOD_NOT_ALLOWED)
                ? response.allow(AllowedMethods.of(context)).build()
                : response.build();
    }

    /** Of a path that two resource classes begin with, the router knows the methods of only one. */
    private static boolean isOfMethodAlone(Throwable failure, ContainerRequestContext context) {
        return failure instanceof NotFoundException
                && !AllowedMethods.of(context).isEmpty();
    }
}
