package dev.phoneauth.token;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Operator;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Any other service verifies our tokens by the published keys, and a leaked key is replaced at once. */
@QuarkusTest
@TestProfile(Operator.Known.class)
class SigningKeysTest {
    private final Api api = Api.ofThisService();

    @TestHTTPResource(value = "/admin/signing-keys/replace", management = true)
    URI replace;

    @Inject SigningKeys keys;
    @Inject Tables tables;

    @Test
    void publishedKeys_verifyATokenWithAnotherLibrary() throws Exception {
        SignedJWT token = SignedJWT.parse(api.signIn(Numbers.fresh()).access());
        JWKSet set = JWKSet.parse(jwks().asString());
        assertFalse(set.containsNonPublicKeys());
        assertTrue(token.verify(new ECDSAVerifier(
                set.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())));
    }

    @Test
    void publishedKeys_mayBeCached() {
        jwks().then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "max-age=300, public")
                .body("keys[0].use", equalTo("sig"));
    }

    @Test
    void discovery_isHonest() {
        api.request()
                .get("/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo("http://localhost:8000"))
                .body("jwks_uri", equalTo("http://localhost:8000/.well-known/jwks.json"))
                .body("id_token_signing_alg_values_supported", contains("ES256"))
                .body("response_types_supported", hasSize(0));
    }

    @Test
    void replacedKey_isGoodForNothing_andNoUserIsSignedOut() {
        Tokens before = api.signIn(Numbers.fresh());
        Tokens given = Tokens.of(api.refresh(before.refresh()));
        api.profile(before).then().statusCode(200);
        Operator.request().post(replace).then().statusCode(200).body("status", equalTo("replaced"));
        api.profile(before).then().statusCode(403);
        api.delete(before, "sessions/").then().statusCode(403);
        api.profile(given).then().statusCode(200);
        Tokens after = Tokens.of(api.refresh(given.refresh()));
        api.profile(after).then().statusCode(200);
        api.profile(given).then().statusCode(403);
        jwks().then().body("keys.kid", equalTo(List.of(keys.signer().orElseThrow().kid)));
    }

    @Test
    void replacement_isNotForTheWorld() {
        api.request().post("/q/admin/signing-keys/replace").then().statusCode(404);
    }

    @Test
    void database_holdsNoPrivateKey() {
        String dump = tables.texts("select k::text from signing_keys k").toString();
        assertFalse(dump.contains("\"d\""));
        String sealed = tables.texts("select encode(sealed_pair, 'escape') from signing_keys")
                .toString();
        assertFalse(sealed.contains("kty"));
    }

    private Response jwks() {
        return api.request().get("/.well-known/jwks.json");
    }
}
