package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
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
        ProblemDetail detail = classify(failure);
        return detail.is(Problem.NOT_AUTHENTICATED) ? detail.status(config.unauthenticatedStatus()) : detail;
    }

    /** RFC 6750, section 3: {@code error} only if the request carried a token. */
    String challenge(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        boolean tokenSent = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        return tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer";
    }

    /** Of several, what failed first is told; the others are failures to clean up after it. */
    private static ProblemDetail classify(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.detail();
        }
        if (failure instanceof CompositeException several) {
            return classify(several.getCause());
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return Problem.NOT_AUTHENTICATED.failure().detail();
        }
        if (failure instanceof ForbiddenException) {
            return Problem.NOT_AUTHORIZED.failure().detail();
        }
        if (failure instanceof JsonProcessingException broken) {
            return brokenJson(broken);
        }
        if (failure instanceof WebApplicationException web) {
            return web.getCause() instanceof JsonProcessingException broken
                    ? brokenJson(broken)
                    : ofStatus(web.getResponse().getStatus(), failure);
        }
        return ofStatus(500, failure);
    }

    static ProblemDetail ofStatus(int status, Throwable failure) {
        Problem problem = Problem.ofStatus(status);
        if (problem == Problem.INTERNAL_ERROR) {
            LOG.error("A request failed by a fault of ours", failure);
        }
        return problem.failure().detail();
    }

    /** Says where, never what: Jackson's own message repeats the input and names classes. */
    private static ProblemDetail brokenJson(JsonProcessingException broken) {
        boolean located = broken instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()
                && mapping.getPath().get(0).getFieldName() != null;
        return located
                ? Problem.INVALID_REQUEST
                        .failure(
                                ((JsonMappingException) broken).getPath().get(0).getFieldName(),
                                "is not of the documented type")
                        .detail()
                : Problem.INVALID_REQUEST
                        .failure("The body is not the JSON object that is documented")
                        .detail();
    }
}
