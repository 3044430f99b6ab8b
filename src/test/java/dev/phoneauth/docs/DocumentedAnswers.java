package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phoneauth.docs.ApiDocument.Operation;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares real answers with the API document, and remembers which documented answers were met. */
final class DocumentedAnswers {
    /** Headers that a client acts on. */
    private static final Set<String> HEADERS =
            Set.of("Retry-After", "RateLimit", "RateLimit-Policy", "WWW-Authenticate");

    /** Problems that any operation can have; {@link EveryOperationTest} and the tests of outages and overload cause them. */
    private static final Set<String> BY_RULE = Set.of(
            "not_authenticated",
            "not_acceptable",
            "request_timeout",
            "content_too_large",
            "unsupported_media_type",
            "internal_error",
            "service_unavailable");

    private final ApiDocument document;
    private final Set<String> met = new HashSet<>();

    DocumentedAnswers(ApiDocument document) {
        this.document = document;
    }

    void check(String operation, int status, Response response) {
        assertEquals(status, response.statusCode(), operation + " " + response.asString());
        check(document.operation(operation), response);
    }

    void check(Operation operation, Response response) {
        int status = response.statusCode();
        assertTrue(operation.statuses().contains(status), operation + " answers " + status);
        assertEquals(Set.of(), undocumentedHeaders(operation, response), operation.toString());
        assertEquals(List.of(), bodyFaults(operation, response), operation + " " + response.asString());
        String answer = answer(operation, status, ApiDocument.parse(response.asString()));
        assertTrue(documented(operation).contains(answer), "not documented: " + answer);
        met.add(answer);
    }

    /** Of the operations under a tag, all answers that are their own, but for those named, were met. */
    void assertAllMet(String tag, String... others) {
        Set<String> missing = document.operations().stream()
                .filter(operation -> operation.tag().equals(tag))
                .flatMap(this::own)
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(met);
        assertEquals(Set.of(others), missing);
    }

    private Stream<String> own(Operation operation) {
        return documented(operation).stream()
                .filter(answer -> !BY_RULE.contains(answer.replaceFirst(".* ", "")))
                .filter(answer -> !operation.takesBody() || !answer.endsWith(" invalid_request"));
    }

    /** Such as {@code redeemCode 200} and {@code redeemCode 403 invalid_code}. */
    private static Set<String> documented(Operation operation) {
        return operation.statuses().stream()
                .flatMap(status -> status < 400
                        ? Stream.of(answer(operation, status, null))
                        : operation.problems(status).stream().map(example -> answer(operation, status, example)))
                .collect(Collectors.toSet());
    }

    private static String answer(Operation operation, int status, JsonNode problem) {
        String answer = operation.id() + " " + status;
        return status < 400 ? answer : answer + " " + problem.path("code").asText();
    }

    private Set<String> undocumentedHeaders(Operation operation, Response response) {
        JsonNode documented = operation.response(response.statusCode()).path("headers");
        return HEADERS.stream()
                .filter(response.headers()::hasHeaderWithName)
                .filter(name -> !documented.has(name))
                .collect(Collectors.toSet());
    }

    /** Of media type and schema; a body where none is documented is a fault, and so is none where one is. */
    private List<?> bodyFaults(Operation operation, Response response) {
        String type =
                response.asString().isEmpty() ? "" : response.contentType().split(";")[0];
        String documented = operation
                .contents(response.statusCode())
                .map(content -> content.getKey())
                .findFirst()
                .orElse("");
        assertEquals(documented, type, operation.toString());
        JsonNode body = ApiDocument.parse(response.asString());
        return operation
                .contents(response.statusCode())
                .flatMap(content -> document.faults(content.getValue().get("schema"), body).stream())
                .toList();
    }
}
