package dev.phoneauth.problem;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Where the {@code type} of a problem leads: what it means and what to do about it. */
@Path("/api/account/problems/{code}")
@PermitAll
@Tag(name = "Problems")
public class ProblemResource {
    /** One kind of problem, explained. */
    public record Explanation(
            @Schema(examples = "invalid_code") String code,
            @Schema(examples = "403") int status,
            @Schema(examples = "The code does not fit") String title,

            @Schema(description = "What a client does about it", examples = "Ask for a new one if in doubt.")
            String advice) {}

    @GET
    @NonBlocking
    @Operation(summary = "Explain a problem code", description = "Where the `type` of every error leads.")
    @APIResponse(responseCode = "200", description = "What it means, and what to do about it")
    @Fails(Problem.NOT_FOUND)
    public Explanation explainProblem(@RestPath @Parameter(example = "invalid_code") String code) {
        Problem problem = Problem.ofCode(code).orElseThrow(Problem.NOT_FOUND::failure);
        return new Explanation(problem.code(), problem.status(), problem.title(), problem.advice());
    }
}
