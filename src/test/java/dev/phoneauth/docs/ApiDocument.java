package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static io.restassured.RestAssured.given;

/** The API document of the service under test, as any client's tools read it. */
record ApiDocument(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ApiDocument fetch() {
        return new ApiDocument(parse(
                given().accept("application/json").get("/api/account/openapi").asString()));
    }

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

    /** Where a value does not fit its schema. */
    List<Error> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.get("components"));
        return SchemaRegistry.withDialect(Dialects.getOpenApi31())
                .getSchema(whole)
                .validate(value);
    }

    /** One method of one path. */
    record Operation(ApiDocument document, String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        boolean needsToken() {
            return node.has("security");
        }

        JsonNode response(int status) {
            return document.resolve(node.get("responses").path(Integer.toString(status)));
        }

        String mediaType(int status) {
            return response(status).get("content").fieldNames().next();
        }

        /** The schema and examples of the body. */
        JsonNode answer(int status) {
            return response(status).get("content").get(mediaType(status));
        }

        /** The example of every problem. */
        Stream<JsonNode> problems() {
            return statuses().stream().filter(status -> status >= 400).flatMap(this::problems);
        }

        Stream<JsonNode> problems(int status) {
            return answer(status)
                    .get("examples")
                    .valueStream()
                    .map(example -> document.resolve(example).get("value"));
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
