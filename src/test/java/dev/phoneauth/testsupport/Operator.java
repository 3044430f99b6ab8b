package dev.phoneauth.testsupport;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

import static io.restassured.RestAssured.given;

/** An operator with an admin token. */
public final class Operator {
    public static final String NAME = "ops";
    private static final String TOKEN = "a-token-of-the-tests-0123456789-abcdef";
    private static final String TOKENS = NAME + "=" + TOKEN;

    private Operator() {}

    /** The service knows the token. */
    public static class Known implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("phone-auth.admin.tokens", TOKENS);
        }
    }

    /** As {@link Known}, for the service in a process of its own. */
    static Map<String, String> settings() {
        return Map.of("PHONE_AUTH_ADMIN_TOKENS", TOKENS);
    }

    public static RequestSpecification request() {
        return given().header("Authorization", "Bearer " + TOKEN);
    }

    /** @param management such as {@code http://localhost:9000} */
    public static Response replaceKeys(String management) {
        return request().post(management + "/q/admin/signing-keys/replace");
    }

    public static Response replaceKeys(Service service) {
        return replaceKeys("http://localhost:" + service.managementPort());
    }
}
