package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.phoneauth.testsupport.Gateway.Request;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares requests that the service sent with what the API document says of them. */
public final class DocumentedWebhooks {
    private DocumentedWebhooks() {}

    /** Body and headers are as documented; the signature itself is for others to verify. */
    public static void assertDocumented(String name, Request request) {
        ApiDocument document = ApiDocument.fetch();
        JsonNode webhook = document.root().at("/webhooks").path(name).path("post");
        assertEquals("application/json", request.headers().get("content-type"));
        JsonNode schema = webhook.at("/requestBody/content/application~1json/schema");
        assertEquals(List.of(), document.faults(schema, ApiDocument.parse(request.body())), request.body());
        assertEquals(3, webhook.path("parameters").size());
        webhook.path("parameters").forEach(parameter -> {
            JsonNode header = document.resolve(parameter);
            TextNode value =
                    TextNode.valueOf(request.headers().get(header.get("name").asText()));
            assertEquals(List.of(), document.faults(header.get("schema"), value), header + " " + value);
        });
    }

    /** An event names its webhook. */
    public static void assertDocumented(Request event) {
        assertDocumented(event.json().getString("type"), event);
    }
}
