package dev.phoneauth.problem;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;

/** Where the {@code type} of a problem leads: what it means and what to do about it. */
@Path("/api/account/problems/{code}")
public class ProblemResource {
    /** One kind of problem, explained. */
    public record Explanation(String code, int status, String title, String advice) {}

    @GET
    @NonBlocking
    public Explanation explainProblem(@RestPath String code) {
        Problem problem = Stream.of(Problem.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(Problem.NOT_FOUND::failure);
        return new Explanation(problem.code(), problem.status(), problem.title(), problem.advice());
    }
}
