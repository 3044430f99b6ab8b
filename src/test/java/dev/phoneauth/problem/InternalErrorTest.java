package dev.phoneauth.problem;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Logs;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.not;

/** The client learns nothing about an internal error; the log has its place, without messages, which can contain numbers. */
@QuarkusTest
class InternalErrorTest {
    private static final String SECRET = "Key (phone_number)=(+79261234567) already exists";

    private final Api api = Api.ofThisService();

    /** Operations that fail. */
    @Path("/api/account/faults")
    public static class Failing {
        @GET
        @Path("thrown")
        @Operation(hidden = true)
        public String thrown() {
            throw new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
        }

        @GET
        @Path("failed")
        @Operation(hidden = true)
        public Uni<String> failed() {
            return Uni.createFrom().failure(new IllegalStateException(SECRET, new IllegalArgumentException(SECRET)));
        }

        @GET
        @Path("unwritable")
        @Operation(hidden = true)
        public Map<String, Object> unwritable() {
            return Map.of(SECRET, new Object());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"thrown", "failed"})
    void internalError_isLoggedWithoutItsMessage(String kind) {
        try (Logs logs = Logs.ofAll()) {
            api.request()
                    .get("/api/account/faults/" + kind)
                    .then()
                    .spec(isProblem(500, "internal_error"))
                    .body(not(containsString("Exception")))
                    .body(not(containsString("phone_number")));
            assertThat(
                    logs.errors(),
                    allOf(
                            containsString("java.lang.IllegalStateException"),
                            containsString("Caused by: java.lang.IllegalArgumentException"),
                            containsString("InternalErrorTest$Failing." + kind),
                            not(containsString("+79261234567"))));
        }
    }

    @Test
    void answerThatCannotBeWritten_isAnInternalError() {
        try (Logs logs = Logs.ofAll()) {
            api.request().get("/api/account/faults/unwritable").then().spec(isProblem(500, "internal_error"));
            assertThat(
                    logs.errors(),
                    allOf(containsString("InvalidDefinitionException"), not(containsString("+79261234567"))));
        }
    }

    @Test
    void errorOfTheClient_isNoErrorInTheLog() {
        try (Logs logs = Logs.ofAll()) {
            api.post("auth/", "{").then().statusCode(400);
            api.post("auth/", "9".repeat(100_000)).then().statusCode(413);
            api.post("nothing/", "{}").then().statusCode(404);
            api.post("profile/", "{}").then().statusCode(405);
            api.request()
                    .body("{}")
                    .contentType("text/plain")
                    .post("/api/account/auth/")
                    .then()
                    .statusCode(415);
            api.request()
                    .accept("image/png")
                    .get("/api/account/profile/")
                    .then()
                    .statusCode(406);
            api.request()
                    .auth()
                    .oauth2("nonsense")
                    .get("/api/account/profile/")
                    .then()
                    .statusCode(403);
            assertThat(logs.errors(), emptyString());
        }
    }
}
