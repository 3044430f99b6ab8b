package dev.phoneauth.problem;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;

/** Where the {@code type} of a problem leads: what it means and what to do about it. */
@NonBlocking
@Path("/api/account/problems")
public class ProblemResource {
    private static final String HTML = "text/html;charset=UTF-8";

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, List<?>> listProblems() {
        return Map.of(
                "items", Stream.of(Problem.values()).map(ProblemResource::json).toList());
    }

    @GET
    @Produces(HTML)
    public String listProblemsForPeople(UriInfo uri) {
        return new ProblemPage(uri.getRequestUri().getPath()).ofAll();
    }

    @GET
    @Path("{code}")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> explainProblem(@RestPath String code) {
        return json(named(code));
    }

    @GET
    @Path("{code}")
    @Produces(HTML)
    public String explainProblemForPeople(@RestPath String code, UriInfo uri) {
        return new ProblemPage(uri.getRequestUri().getPath()).of(named(code));
    }

    private static Problem named(String code) {
        return Stream.of(Problem.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(Problem.NOT_FOUND::failure);
    }

    private static Map<String, Object> json(Problem problem) {
        return Map.of(
                "code", problem.code(), "status", problem.status, "title", problem.title, "advice", problem.advice);
    }
}
