package dev.phoneauth.problem;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;

/** Where the {@code type} of a problem leads: what it means and what to do about it. */
@Path("/api/account/problems/{code}")
public class ProblemResource {
    @Inject ProblemMapper problems;

    @GET
    @NonBlocking
    public Map<String, Object> explainProblem(@RestPath String code) {
        Problem problem = Stream.of(Problem.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(Problem.NOT_FOUND::failure);
        return Map.of(
                "code", code, "status", problems.status(problem), "title", problem.title, "advice", problem.advice);
    }
}
