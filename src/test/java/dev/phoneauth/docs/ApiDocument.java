package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static io.restassured.RestAssured.given;

/** The API document of the service under test, as the tools of a client read it. */
record ApiDocument(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WHOLE_SECONDS = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$";

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    static ApiDocument fetch() {
        return new ApiDocument(parse(
                given().accept("application/json").get("/api/account/openapi").asString()));
    }

    /** Null, as JSON has it, for an empty body. */
    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<Operation> operations() {
        return root.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(this, operation.getKey(), path.getKey(), operation.getValue())))
                .toList();
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Follows a {@code $ref} if there is one. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    /**
     * Where a value does not match its schema; a field that the schema does not list, and a time that is not in whole seconds
     * of UTC, are faults, too.
     */
    List<Error> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.get("components").deepCopy());
        whole.findParents("properties").forEach(object -> ((ObjectNode) object).put("additionalProperties", false));
        whole.findParents("format").stream()
                .filter(text -> text.get("format").asText().equals("date-time"))
                .forEach(time -> ((ObjectNode) time).put("pattern", WHOLE_SECONDS));
        return SCHEMAS.getSchema(whole).validate(value);
    }

    /** One method of one path. */
    record Operation(ApiDocument document, String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        String tag() {
            return node.path("tags").path(0).asText();
        }

        /** As the document says of all operations that do not say otherwise. */
        boolean needsToken() {
            return !node.has("security");
        }

        boolean takesBody() {
            return node.has("requestBody");
        }

        JsonNode response(int status) {
            return document.resolve(node.get("responses").path(Integer.toString(status)));
        }

        /** Media type, and the schema and examples of the body; empty for a response without a body. */
        Stream<Map.Entry<String, JsonNode>> contents(int status) {
            return response(status).path("content").propertyStream();
        }

        /** The example of every problem that has this status. */
        List<JsonNode> problems(int status) {
            return contents(status)
                    .flatMap(content -> content.getValue().path("examples").valueStream())
                    .map(example -> document.resolve(example).get("value"))
                    .toList();
        }

        Set<Integer> statuses() {
            Set<Integer> statuses = new TreeSet<>();
            node.get("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        @Override
        public String toString() {
            return method.toUpperCase() + " " + path;
        }
    }
}
