package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The examples of the document are such as the service sends. */
@QuarkusTest
class ExamplesTest {
    private static final int FEWEST = 60;

    private final Api api = Api.ofThisService();
    private ApiDocument document;

    /** An example, and the schema that it has to match. */
    private record Example(JsonNode schema, JsonNode value) {}

    @BeforeEach
    void fetch() {
        document = ApiDocument.fetch();
    }

    @Test
    void examples_matchTheirSchemas() {
        List<Example> examples = examples(document.root()).toList();
        assertThat(examples.size(), greaterThan(FEWEST));
        examples.forEach(example -> assertEquals(
                List.of(),
                document.faults(example.schema(), example.value()),
                example.value().toString()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "METHOD_NOT_ALLOWED")
    void problem_isDocumentedAsItIs(Problem problem) {
        JsonNode example =
                document.root().at("/components/examples/" + problem.code()).path("value");
        assertEquals(problem.code(), example.path("code").asText());
        assertEquals(problem.status, example.path("status").asInt());
        assertEquals(problem.title, example.path("title").asText());
        assertEquals(problem.type(), example.path("type").asText());
        assertThat(
                document.root()
                        .at("/components/schemas/Problem/properties/code/description")
                        .asText(),
                containsString("`" + problem.code() + "`"));
    }

    /** But one, which no operation of the document can have. */
    @Test
    void problems_areThoseOfTheService() {
        assertEquals(
                EnumSet.complementOf(EnumSet.of(Problem.METHOD_NOT_ALLOWED)).stream()
                        .map(Problem::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                names("/components/examples"));
    }

    @Test
    void problems_standUnderTheirStatus() {
        document.operations()
                .forEach(operation -> operation
                        .statuses()
                        .forEach(status -> operation
                                .problems(status)
                                .forEach(example -> assertEquals(
                                        status, example.get("status").asInt(), operation.toString()))));
    }

    /** People search for what they have read: lengths and words are as in a real answer. */
    @Test
    void examples_areLikeRealAnswers() {
        String number = Numbers.fresh();
        Tokens tokens = api.signIn(number);
        int length = tokens.refresh().length();
        assertEquals(
                length, example("refreshTokens", 200).path("refresh").asText().length());
        assertEquals(length, example("redeemCode", 200).path("refresh").asText().length());
        String text = api.inbox(number).path("messages[0].text");
        assertEquals(
                text.replaceFirst("[0-9]{6}", "012345"),
                example("readInbox", 200).at("/messages/0/text").asText());
    }

    private JsonNode example(String operation, int status) {
        return document.operation(operation).response(status).findValue("example");
    }

    /** Tools that import the document, such as Postman, take the examples as bodies. */
    @Test
    void bodies_haveExamples() {
        List<JsonNode> bodies = document.root().findValues("content").stream()
                .flatMap(content -> content.valueStream())
                .toList();
        assertThat(bodies.size(), greaterThan(FEWEST));
        bodies.forEach(body -> assertTrue(body.has("example") || body.has("examples"), body.toString()));
    }

    private Set<String> names(String pointer) {
        Set<String> names = new TreeSet<>();
        document.root().at(pointer).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** All examples in this part of the document. */
    private Stream<Example> examples(JsonNode part) {
        Stream<Example> inside = part.valueStream().flatMap(this::examples);
        return part instanceof ObjectNode object ? Stream.concat(own(object), inside) : inside;
    }

    /** A schema has {@code examples} as a list; what has a schema has one {@code example}, or {@code examples} by name. */
    private Stream<Example> own(ObjectNode part) {
        JsonNode schema = part.path("schema");
        JsonNode examples = part.path("examples");
        if (examples.isArray()) {
            return examples.valueStream().map(value -> new Example(part, value));
        }
        Stream<JsonNode> named = examples.valueStream().map(document::resolve).map(example -> example.get("value"));
        Stream<JsonNode> single = Stream.of(part.path("example")).filter(value -> !value.isMissingNode());
        return schema.isMissingNode()
                ? Stream.empty()
                : Stream.concat(single, named).map(value -> new Example(schema, value));
    }
}
