package dev.phoneauth.admin;

import dev.phoneauth.testsupport.Operator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Without a token in the settings there are no operations. */
@QuarkusTest
class NoAdminTokenTest {
    @TestHTTPResource(value = "/admin/signing-keys/replace", management = true)
    URI replace;

    @Test
    void operation_isNotFound() {
        Operator.request().post(replace).then().statusCode(404);
    }
}
