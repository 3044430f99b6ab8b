package dev.phoneauth.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What {@code .ci/diff-openapi} says of changes to the document of the last release. */
class ReleasedDocumentTest {
    private static final String RELEASED = read(Path.of("src/test/resources/released-openapi.yaml"));

    /** A line of a schema. */
    private static final String FIELD =
            "        current: {type: boolean, description: Whether this session sent the request}\n";

    @TempDir
    Path scratch;

    @BeforeAll
    static void findTool() {
        assumeTrue(
                Files.isExecutable(Path.of("target/oasdiff/oasdiff")),
                "no oasdiff: .ci/diff-openapi has not installed it");
    }

    @Test
    void document_isCompatible() throws Exception {
        assertEquals(0, compare(read(Path.of("src/main/resources/META-INF/openapi.yaml"))));
    }

    static Stream<Arguments> changes() {
        String request = "    RefreshRequest:\n      type: object\n      required: [refresh]\n      properties:\n";
        String more = "        more: {type: string}\n";
        String response = "    Activation:\n      type: object\n      required: [activation_code]\n      properties:\n";
        return Stream.of(
                arguments("an optional field of a request", true, request, request + more),
                arguments("a field of a response", true, response, response + more),
                arguments(
                        "a required field of a request",
                        false,
                        request,
                        request.replace("[refresh]", "[refresh, more]") + more),
                arguments("a removed field of a response", false, FIELD, ""),
                arguments("another type in a response", false, FIELD, FIELD.replace("boolean", "string")),
                arguments("a shorter text in a request", false, "maxLength: 4096", "maxLength: 10"),
                arguments("a removed operation", false, "  /api/account/inbox/:\n", "  /api/account/mail/:\n"),
                arguments(
                        "a token where none was needed",
                        false,
                        "operationId: redeemCode\n      security: []\n",
                        "operationId: redeemCode\n"),
                arguments("a removed webhook", false, "  session.stolen:\n", "  session.lost:\n"),
                arguments("a removed field of a webhook", false, "        channel: {", "        way: {"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void change_isCompared(String change, boolean compatible, String from, String to) throws Exception {
        String changed = RELEASED.replace(from, to);
        assertNotEquals(RELEASED, changed, change);
        assertEquals(compatible ? 0 : 1, compare(changed), change);
    }

    @Test
    void newMajorVersion_mayDiffer() throws Exception {
        String changed = RELEASED.replace(FIELD, "");
        assertEquals(1, compare(changed.replace("\n  version: 1.", "\n  version: 1.1.")));
        assertEquals(0, compare(changed.replace("\n  version: 1.", "\n  version: 2.")));
    }

    private int compare(String document) throws IOException, InterruptedException {
        Path released = Files.writeString(scratch.resolve("released.yaml"), RELEASED);
        Path changed = Files.writeString(scratch.resolve("changed.yaml"), document);
        return new ProcessBuilder(".ci/diff-openapi", released.toString(), changed.toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("output").toFile())
                .start()
                .waitFor();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
