package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.phoneauth.docs.ApiDocument.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The API document is valid OpenAPI 3.1 and says of every operation what it does and what may come of it by rule. */
@QuarkusTest
class OpenApiTest {
    private static final Path FILE = Path.of("src/main/resources/META-INF/openapi.yaml");
    private static final ObjectMapper YAML = new YAMLMapper();

    @ConfigProperty(name = "quarkus.application.version")
    String version;

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

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml"})
    void document_isTheFile(String format) throws IOException {
        String served = given().get("/api/account/openapi?format=" + format).asString();
        assertEquals(YAML.readTree(FILE.toFile()), YAML.readTree(served));
    }

    /** A value that a list of values does not have makes generated clients fail. */
    @Test
    void values_areOpen() {
        assertEquals(List.of(), document.root().findValues("enum"));
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
    void version_isThatOfTheService() {
        assertEquals(version, document.root().at("/info/version").asText());
    }

    @Test
    void operations_areNamedAndDescribed() {
        Set<String> ids = new HashSet<>();
        everyOperation(operation -> {
            assertTrue(ids.add(operation.id()), "a second " + operation.id());
            assertFalse(operation.node().path("summary").asText().isBlank(), "no summary");
            assertFalse(operation.node().path("description").asText().isBlank(), "no description");
            assertEquals(1, operation.node().path("tags").size(), "tags");
        });
    }

    @Test
    void operations_documentWhatComesByRule() {
        everyOperation(operation -> {
            assertTrue(operation.statuses().containsAll(Set.of(200, 406, 500, 503)));
            if (operation.takesBody()) {
                assertTrue(operation.statuses().containsAll(Set.of(400, 408, 413, 415)));
            }
            if (operation.needsToken()) {
                List.of(401, 403).forEach(status -> assertHasHeader(operation, status, "WWW-Authenticate"));
            }
            assertHasHeader(operation, 503, "Retry-After");
            if (operation.statuses().contains(429)) {
                List.of("Retry-After", "RateLimit", "RateLimit-Policy")
                        .forEach(name -> assertHasHeader(operation, 429, name));
            }
        });
    }

    @Test
    void token_isABearerToken() {
        JsonNode scheme = document.root().at("/components/securitySchemes/bearerAuth");
        assertEquals("http", scheme.get("type").asText());
        assertEquals("bearer", scheme.get("scheme").asText());
        assertEquals("[{\"bearerAuth\":[]}]", document.root().get("security").toString());
        everyOperation(operation -> assertEquals(
                operation.needsToken() ? "" : "[]",
                operation.node().path("security").toString()));
    }

    private void assertHasHeader(Operation operation, int status, String name) {
        JsonNode header =
                document.resolve(operation.response(status).path("headers").path(name));
        assertFalse(header.path("description").asText().isBlank(), status + " lacks " + name);
    }

    private void everyOperation(Consumer<Operation> check) {
        assertAll(document.operations().stream()
                .map(operation -> () -> assertAll(operation.toString(), () -> check.accept(operation))));
    }
}
