package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.head;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Ann sees and changes nothing of Bob's, by any id, field or path; nor learns whether there is a Bob. */
@QuarkusTest
@TestInstance(Lifecycle.PER_CLASS)
class StrangersTest {
    private final Api api = Api.ofThisService();
    private final String annsNumber = Numbers.fresh();
    private final String bobsNumber = Numbers.fresh();

    @TestHTTPResource
    URI service;

    private Tokens ann;
    private Tokens bob;
    private String annsId;
    private String bobsId;

    @BeforeEach
    void signInOnce() {
        if (ann != null) {
            return;
        }
        ann = api.signIn(annsNumber);
        bob = api.signIn(bobsNumber);
        annsId = api.profile(ann).path("id");
        bobsId = api.profile(bob).path("id");
    }

    @Test
    void ownProfile_isShownByItsId() {
        api.get(ann, "profile/" + annsId).then().statusCode(200).body("phone_number", equalTo(annsNumber));
    }

    /** The same to the byte, whether a user has the id, no user has it, or no user can have it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%S",
                "01890000-0000-7000-8000-000000000000",
                "00000000-0000-0000-0000-000000000000",
                "0",
                "-1",
                "me",
                "null",
                "*",
                "%%2A",
                "%%27%%20or%%20%%271%%27=%%271",
                "%%00",
                "%%E2%%82%%AC",
                "%s%%00",
                "%s%%20",
                "%%7B%s%%7D",
                "%s;a=b",
                "..;",
                "..%%2f%s"
            })
    void otherIds_areAllRefusedAlike(String id) {
        Response refused = asAnn("profile/" + UUID.randomUUID());
        refused.then().spec(isProblem(403, "not_authorized"));
        Response answer = asAnn("profile/" + id.formatted(bobsId));
        assertEquals(refused.asString(), answer.asString());
        assertEquals(refused.headers().asList(), answer.headers().asList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile/%1$s/../%2$s",
                "profile/../profile/%2$s",
                "profile/%%2e%%2e/profile/%2$s",
                "profile/./%2$s",
                "profile//%2$s",
                "profile/%1$s%%2f..%%2f%2$s",
                "profile/%1$s/%2$s",
                "profile/%1$s;id=%2$s",
                "profile/;id=%2$s",
                "profile;id=%2$s",
                "profile/%1$s?id=%2$s",
                "profile?id=%2$s&user_id=%2$s&sub=%2$s",
                "profile/%1$s#%2$s",
                "Profile/%2$s",
                "PROFILE",
                "../account/profile/%2$s"
            })
    void pathTricks_leadNowhereElse(String path) {
        String answer = asAnn(path.formatted(annsId, bobsId)).asString();
        assertThat(answer, not(containsString(bobsNumber)));
        assertThat(answer, not(containsString(api.inviteCodeOf(bob))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-User-Id", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-User", "From", "Cookie"})
    void headers_changeNoUser(String name) {
        Wire.to(service.getPort())
                .send(head(
                        "GET /api/account/profile/",
                        "Authorization: Bearer " + ann.access(),
                        name + ": /api/account/profile/" + bobsId))
                .then()
                .statusCode(200)
                .body("id", equalTo(annsId));
    }

    @Test
    void fieldsOfOthers_areIgnoredAtActivation() {
        String before = api.profile(bob).asString();
        Tokens dora = api.signIn(Numbers.fresh());
        Tokens carol = api.signIn(Numbers.fresh());
        Map<String, Object> request = withFieldsOfBob(Map.of("code", api.inviteCodeOf(carol)));
        api.post(dora, "activation_code/", request).then().statusCode(200);
        assertEquals(before, api.profile(bob).asString());
        api.profile(dora).then().body("activation_code", equalTo(api.inviteCodeOf(carol)));
    }

    @Test
    void fieldsOfOthers_areIgnoredAtSignIn() {
        String number = Numbers.fresh();
        api.post("auth/", withFieldsOfBob(Map.of("phone_number", number)))
                .then()
                .statusCode(200)
                .body("phone_number", equalTo(number));
        Response signedIn =
                api.post("code/", withFieldsOfBob(Map.of("phone_number", number, "code", api.codeSentTo(number))));
        signedIn.then().statusCode(200);
        api.request()
                .auth()
                .oauth2(signedIn.path("access"))
                .get("/api/account/profile/")
                .then()
                .statusCode(200)
                .body("phone_number", equalTo(number))
                .body("id", not(equalTo(bobsId)));
    }

    private Map<String, Object> withFieldsOfBob(Map<String, Object> request) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "id", bobsId,
                "user_id", bobsId,
                "userId", bobsId,
                "sub", bobsId,
                "user", Map.of("id", bobsId),
                "phone_number", bobsNumber,
                "phoneNumber", bobsNumber,
                "invite_code", api.inviteCodeOf(bob),
                "activation_code", api.inviteCodeOf(bob)));
        fields.putAll(request);
        return fields;
    }

    /** As it stands: a client would tidy the path up. */
    private Response asAnn(String path) {
        return Wire.to(service.getPort())
                .send(head("GET /api/account/" + path, "Authorization: Bearer " + ann.access()));
    }
}
