package dev.phoneauth.docs;

import dev.phoneauth.docs.ApiDocument.Operation;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What holds for every operation is documented for every operation. */
@QuarkusTest
class EveryOperationTest {
    private static final byte[] NOT_UTF_8 = {'"', -1, '"'};
    private static final byte[] TOO_LARGE = new byte[64 * 1024 + 1];

    private final Api api = Api.ofThisService();
    private ApiDocument document;
    private DocumentedAnswers answers;

    @BeforeEach
    void fetch() {
        document = ApiDocument.fetch();
        answers = new DocumentedAnswers(document);
    }

    /** Without a token; with a body that is not JSON or of another type; with another answer accepted. */
    @ParameterizedTest
    @CsvSource({
        "application/json, {},    application/json",
        "application/json, {,     application/json",
        "text/csv,         'a,b', application/json",
        "application/json, {},    text/csv"
    })
    void misuse_isAnsweredAsDocumented(String type, String body, String accept) {
        everyOperation(operation -> answers.check(
                operation,
                send(operation, api.request().contentType(type).body(body).accept(accept))));
    }

    @Test
    void token_isRequiredAsDocumented() {
        everyOperation(operation -> {
            Object code = send(
                            operation,
                            api.request().contentType("application/json").body("{}"))
                    .path("code");
            assertEquals(operation.needsToken(), "not_authenticated".equals(code), operation.toString());
        });
    }

    @Test
    void otherTypeOfAnswer_isRefused() {
        everyOperation(operation ->
                answers.check(operation.id(), 406, send(operation, api.request().accept("text/csv"))));
    }

    @Test
    void unreadableBody_isRefused() {
        Tokens tokens = api.signIn(Numbers.fresh());
        operations(Operation::takesBody, operation -> {
            answers.check(operation.id(), 400, send(operation, json(tokens).body(NOT_UTF_8)));
            answers.check(operation.id(), 413, send(operation, json(tokens).body(TOO_LARGE)));
            answers.check(
                    operation.id(),
                    415,
                    send(
                            operation,
                            json(tokens).header("Content-Encoding", "br").body("{}")));
        });
    }

    private RequestSpecification json(Tokens tokens) {
        return api.as(tokens).contentType("application/json");
    }

    /** As from another site, so that nothing is reset. */
    private static Response send(Operation operation, RequestSpecification request) {
        String path = operation.path().replaceAll("\\{.*?}", "x");
        return request.header("Sec-Fetch-Site", "cross-site").request(operation.method(), path);
    }

    private void everyOperation(Consumer<Operation> check) {
        operations(operation -> true, check);
    }

    private void operations(Predicate<Operation> which, Consumer<Operation> check) {
        assertAll(document.operations().stream().filter(which).map(operation -> () -> check.accept(operation)));
    }
}
