package dev.phoneauth.problem;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What operations of the API document refer to: for each problem an example and a response, and the headers of these. */
final class ProblemComponents {
    private static final String SCHEMA = ProblemDetail.class.getSimpleName();
    private static final String RETRY_AFTER = "Retry-After";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String RATE_LIMIT_POLICY = "RateLimit-Policy";
    private static final String RATE_LIMIT = "RateLimit";
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private ProblemComponents() {}

    static void addTo(Components components) {
        components
                .addHeader(RETRY_AFTER, header(SchemaType.INTEGER, "Whole seconds until another try makes sense", 2))
                .addHeader(CHALLENGE, header("`Bearer`, with `error=\"invalid_token\"` if a token was sent", "Bearer"))
                .addHeader(
                        RATE_LIMIT_POLICY,
                        header("What the caller's network may have: `q` in any `w` seconds", "\"texts\";q=120;w=3600"))
                .addHeader(RATE_LIMIT, header("`r` are left; in `t` seconds there is one more", "\"texts\";r=0;t=60"));
        Schema code = components.getSchemas().get(SCHEMA).getProperties().get("code");
        Stream.of(Problem.values()).forEach(problem -> {
            code.addEnumeration(problem.code());
            components.addExample(problem.code(), example(problem));
            components.addResponse(problem.code(), describe(List.of(problem)));
        });
    }

    /** How one status is answered. */
    static APIResponse response(List<Problem> problems) {
        return problems.size() == 1
                ? OASFactory.createAPIResponse().ref(problems.get(0).code())
                : describe(problems);
    }

    private static APIResponse describe(List<Problem> problems) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(problems.stream().map(ProblemComponents::line).collect(Collectors.joining("\n\n")))
                .content(OASFactory.createContent().addMediaType(ProblemDetail.MEDIA_TYPE, body(problems)));
        if (problems.contains(Problem.NOT_AUTHENTICATED)) {
            refer(response, CHALLENGE);
        }
        if (problems.stream().anyMatch(Problem::saysWhen)) {
            refer(response, RETRY_AFTER);
        }
        if (problems.contains(Problem.TOO_MANY_REQUESTS)) {
            tellRateLimit(response);
        }
        return response;
    }

    /** That it tells what the caller's network may have. */
    static void tellRateLimit(APIResponse response) {
        refer(response, RATE_LIMIT_POLICY);
        refer(response, RATE_LIMIT);
    }

    private static void refer(APIResponse response, String header) {
        response.addHeader(header, OASFactory.createHeader().ref(header));
    }

    private static String line(Problem problem) {
        return "`" + problem.code() + "`: " + problem.title();
    }

    private static MediaType body(List<Problem> problems) {
        MediaType body =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA));
        problems.forEach(problem ->
                body.addExample(problem.code(), OASFactory.createExample().ref(problem.code())));
        return body;
    }

    private static Example example(Problem problem) {
        ProblemException failure = switch (problem) {
            case INVALID_PHONE_NUMBER -> problem.failure("phone_number", "is not a phone number");
            case TOO_MANY_REQUESTS -> problem.failure().limit("number").retryAfter(Duration.ofSeconds(42));
            default -> problem.failure();
        };
        Map<String, Object> body = JSON.convertValue(failure.detail(), new TypeReference<>() {});
        return OASFactory.createExample().summary(problem.title()).value(body);
    }

    private static Header header(String description, String example) {
        return header(SchemaType.STRING, description, example);
    }

    private static Header header(SchemaType type, String description, Object example) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type))
                .example(example);
    }
}
