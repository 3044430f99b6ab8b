package dev.phoneauth.problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Where the {@code type} of a problem leads: what it means and what to do about it. */
@Path("/api/account/problems/{code}")
@Tag(name = "Problems")
public class ProblemResource {
    /** One kind of problem, explained. */
    public record Explanation(String code, int status, String title, String advice) {}

    @GET
    @Operation(summary = "Explain a problem code")
    @Fails(Problem.NOT_FOUND)
    public Explanation explain(@RestPath String code) {
        Problem problem = Problem.ofCode(code).orElseThrow(Problem.NOT_FOUND::failure);
        return new Explanation(problem.code(), problem.status(), problem.title(), problem.advice());
    }
}
