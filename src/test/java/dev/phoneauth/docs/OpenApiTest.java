package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phoneauth.docs.ApiDocument.Operation;
import dev.phoneauth.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The API document is valid OpenAPI 3.1 and tells of every operation what it does and how it can end. */
@QuarkusTest
class OpenApiTest {
    private ApiDocument document;

    @BeforeEach
    void fetch() {
        document = ApiDocument.fetch();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/account/openapi,             */*,              application/yaml",
        "/api/account/openapi,             application/yaml, application/yaml",
        "/api/account/openapi,             application/json, application/json",
        "/api/account/openapi/,            application/json, application/json",
        "/api/account/openapi?format=json, */*,              application/json",
        "/api/account/openapi?format=yaml, */*,              application/yaml",
        "/api/account/openapi.json,        */*,              application/json"
    })
    void document_comesAsAskedFor(String path, String accept, String type) {
        given().accept(accept).get(path).then().statusCode(200).contentType(startsWith(type));
    }

    @Test
    void document_isValid() {
        assertTrue(document.root().get("openapi").asText().startsWith("3.1"));
        assertEquals(
                List.of(),
                new OpenAPIV3Parser()
                        .readContents(document.root().toString(), null, null)
                        .getMessages());
    }

    @Test
    void document_introducesItself() {
        JsonNode info = document.root().get("info");
        assertEquals("phone-auth", info.get("title").asText());
        assertFalse(info.get("version").asText().isBlank());
        assertTrue(info.get("description").asText().contains("not_authenticated"));
    }

    @Test
    void operations_areNamedAndDescribed() {
        Set<String> names = new HashSet<>();
        everyOperation(operation -> {
            assertTrue(names.add(operation.id()), "a second " + operation.id());
            assertFalse(operation.node().path("summary").asText().isBlank(), "no summary");
            assertFalse(operation.node().path("description").asText().isBlank(), "no description");
            assertTrue(operation.node().path("tags").size() == 1, "not under one tag");
            assertFalse(
                    Set.of("", "OK")
                            .contains(
                                    operation.response(200).path("description").asText()),
                    "200 says nothing");
        });
    }

    @Test
    void problems_areThoseOfTheEnum() {
        everyOperation(operation -> operation.statuses().stream()
                .filter(status -> status >= 400)
                .forEach(status -> operation.problems(status).forEach(example -> {
                    Problem problem =
                            Problem.valueOf(example.get("code").asText().toUpperCase());
                    assertEquals(status, problem.status());
                    assertEquals(status, example.get("status").asInt());
                    assertEquals(problem.title(), example.get("title").asText());
                    assertEquals(
                            List.of(), document.faults(operation.answer(status).get("schema"), example));
                })));
    }

    @Test
    void profileChange_hasNoFieldButTheName() {
        JsonNode fields = document.root().at("/components/schemas/ProfileChange/properties");
        assertEquals(
                List.of("display_name"),
                fields.propertyStream().map(Map.Entry::getKey).toList());
    }

    /** What clients are promised. */
    @ParameterizedTest
    @CsvSource({
        "requestCode,     invalid_phone_number phone_number_not_allowed too_many_requests sms_not_delivered",
        "redeemCode,      invalid_phone_number invalid_code too_many_requests",
        "readMyProfile,   not_authenticated service_unavailable",
        "readProfile,     not_authenticated not_authorized",
        "refreshTokens,   invalid_refresh_token too_many_requests service_unavailable",
        "endSession,      not_authenticated not_authorized",
        "deleteMe,        not_authenticated recent_sign_in_required",
        "requestNumberChange, not_authenticated recent_sign_in_required invalid_phone_number too_many_requests",
        "confirmNumberChange, not_authenticated invalid_code phone_number_taken",
        "enterInviteCode, not_authenticated unknown_invite_code own_invite_code activation_code_already_set",
        "reset,           not_found cross_site_request service_unavailable",
        "readInbox,       not_found invalid_phone_number",
        "explainProblem,  not_found"
    })
    void operation_tellsItsProblems(String id, String codes) {
        Set<String> told = document.operation(id)
                .problems()
                .map(problem -> problem.get("code").asText())
                .collect(Collectors.toSet());
        assertTrue(told.containsAll(Arrays.asList(codes.split(" "))), told.toString());
    }

    @Test
    void operations_tellWhatComesByRule() {
        everyOperation(operation -> {
            assertTrue(operation.statuses().containsAll(Set.of(200, 406, 500)));
            if (operation.node().has("requestBody")) {
                assertTrue(operation.statuses().containsAll(Set.of(400, 413, 415)));
            }
            if (operation.needsToken()) {
                assertTrue(operation.response(403).get("headers").has("WWW-Authenticate"));
            }
            operation.statuses().stream()
                    .filter(Set.of(429, 503)::contains)
                    .forEach(status ->
                            assertTrue(operation.response(status).get("headers").has("Retry-After")));
            if (operation.statuses().contains(429)) {
                assertTellsRateLimit(operation.response(429));
            }
        });
    }

    @Test
    void requestsForCodes_tellTheRateLimit() {
        assertTellsRateLimit(document.operation("requestCode").response(200));
        assertTellsRateLimit(document.operation("requestNumberChange").response(200));
    }

    @Test
    void bearerScheme_isThatOfOperationsWithToken() {
        JsonNode scheme = document.root().at("/components/securitySchemes/bearerAuth");
        assertEquals("http", scheme.get("type").asText());
        assertEquals("bearer", scheme.get("scheme").asText());
        everyOperation(operation -> assertEquals(
                operation.needsToken() ? "[{\"bearerAuth\":[]}]" : "",
                operation.node().path("security").toString()));
    }

    private void assertTellsRateLimit(JsonNode response) {
        Stream.of("RateLimit", "RateLimit-Policy").forEach(name -> {
            JsonNode header = document.resolve(response.at("/headers/" + name));
            assertFalse(header.path("description").asText().isBlank(), response + " lacks " + name);
        });
    }

    private void everyOperation(Consumer<Operation> check) {
        assertAll(document.operations().stream()
                .map(operation -> () -> assertAll(operation.toString(), () -> check.accept(operation))));
    }
}
