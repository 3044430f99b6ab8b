package dev.phoneauth.problem;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;

/** Where the {@code type} of a problem leads: what it means and what to do about it, as JSON or, in a browser, as HTML. */
@NonBlocking
@Path("/api/account/problems")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
public class ProblemResource {
    @Inject ProblemMapper problems;

    @GET
    public Response listProblems(@HeaderParam(HttpHeaders.ACCEPT) String accept, UriInfo uri) {
        List<?> items = Stream.of(Problem.values()).map(this::explanation).toList();
        return isBrowser(accept) ? html(page(uri).ofAll()) : json(Map.of("items", items));
    }

    @GET
    @Path("{code}")
    public Response explainProblem(@RestPath String code, @HeaderParam(HttpHeaders.ACCEPT) String accept, UriInfo uri) {
        Problem problem = Stream.of(Problem.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(Problem.NOT_FOUND::failure);
        return isBrowser(accept) ? html(page(uri).of(problem)) : json(explanation(problem));
    }

    private static boolean isBrowser(String accept) {
        return accept != null && accept.contains(MediaType.TEXT_HTML);
    }

    private ProblemPage page(UriInfo uri) {
        return new ProblemPage(uri.getRequestUri().getPath(), problems);
    }

    private static Response html(String page) {
        return Response.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8")).build();
    }

    private static Response json(Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private Map<String, Object> explanation(Problem problem) {
        return Map.of(
                "code",
                problem.code(),
                "status",
                problems.status(problem),
                "title",
                problem.title,
                "advice",
                problem.advice);
    }
}
