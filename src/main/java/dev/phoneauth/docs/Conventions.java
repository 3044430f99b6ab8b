package dev.phoneauth.docs;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * What the API document says of every operation alike: its path ends in a slash, as clients write it, and its answer
 * has all of its fields. Runs when the service is built, never in it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Conventions implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        answers(document).forEach(answer -> requireAllFields(answer, schemas));
        document.setPaths(withSlashes(document.getPaths()));
    }

    private static Stream<Schema> answers(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(operation -> Stream.ofNullable(operation.getResponses().getAPIResponse("200")))
                .flatMap(response -> Stream.ofNullable(response.getContent()))
                .flatMap(content -> content.getMediaTypes().values().stream())
                .flatMap(body -> Stream.ofNullable(body.getSchema()));
    }

    private static void requireAllFields(Schema schema, Map<String, Schema> schemas) {
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            requireAllFields(schemas.get(name), schemas);
        }
        if (schema.getItems() != null) {
            requireAllFields(schema.getItems(), schemas);
        }
        if (schema.getProperties() != null) {
            schema.setRequired(List.copyOf(schema.getProperties().keySet()));
            schema.getProperties().values().forEach(field -> requireAllFields(field, schemas));
        }
    }

    private static Paths withSlashes(Paths paths) {
        Paths slashed = OASFactory.createPaths();
        paths.getPathItems()
                .forEach((path, item) -> slashed.addPathItem(path.startsWith("/api/") ? path + "/" : path, item));
        return slashed;
    }
}
