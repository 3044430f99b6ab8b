package dev.phoneauth.testsupport;

import dev.phoneauth.problem.Problem;
import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

/** What every error must be: {@code answer.then().spec(isProblem(403, "not_authenticated"))}. */
public final class Problems {
    private static final Set<String> FIELDS =
            Set.of("type", "title", "status", "detail", "code", "errors", "limit", "retry_after");

    private Problems() {}

    /** {@code application/problem+json} as RFC 9457 and the contract want it, of a code that the service knows. */
    public static ResponseSpecification isProblem(int status, String code) {
        Problem problem = Problem.valueOf(code.toUpperCase(Locale.ROOT));
        ResponseSpecBuilder answer = new ResponseSpecBuilder()
                .expectStatusCode(status)
                .expectHeader("Content-Type", "application/problem+json")
                .expectHeader("Cache-Control", "no-store")
                .expectBody("keySet()", everyItem(is(in(FIELDS))))
                .expectBody("detail", not(emptyOrNullString()))
                .expectBody(
                        "subMap(['type', 'title', 'status', 'code'])",
                        equalTo(Map.of(
                                "type",
                                "/api/account/problems/" + code,
                                "title",
                                problem.title,
                                "status",
                                status,
                                "code",
                                code)));
        return (status == 429 || status == 503 ? passing(answer) : answer).build();
    }

    /** Waiting helps, and the client is told how long. */
    private static ResponseSpecBuilder passing(ResponseSpecBuilder answer) {
        return answer.expectHeader("Retry-After", matchesPattern("[1-9][0-9]*"))
                .expectBody("retry_after", greaterThan(0));
    }
}
