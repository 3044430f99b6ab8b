package dev.phoneauth.http;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** A field that is needed and absent, or null, is named, and the message says that it is missing. */
@QuarkusTest
class MissingFieldTest {
    private final Api api = Api.ofThisService();

    @ParameterizedTest
    @CsvSource({
        "auth/,            phone_number, invalid_phone_number",
        "code/,            code,         invalid_request",
        "token/refresh/,   refresh,      invalid_request",
        "logout/,          refresh,      invalid_request",
        "activation_code/, code,         invalid_request",
        "phone/,           phone_number, invalid_phone_number",
        "phone/confirm/,   code,         invalid_request"
    })
    void missingField_isNamed(String path, String field, String code) {
        Tokens tokens = api.signIn(Numbers.fresh());
        assertIsNamed(tokens, path, "{}", field, code);
        assertIsNamed(tokens, path, "{\"" + field + "\":null}", field, code);
    }

    private void assertIsNamed(Tokens tokens, String path, String body, String field, String code) {
        api.post(tokens, path, body)
                .then()
                .spec(isProblem(400, code))
                .body("detail", equalTo(field + " is missing"))
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", equalTo("is missing"));
    }
}
