package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An access token tells other services all they need (RFC 9068), and has no personal data. */
@QuarkusTest
class AccessTokenTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private Tokens tokens;

    @BeforeEach
    void signIn() {
        tokens = api.signIn(number);
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void header_namesKeyAndType() {
        JsonObject header = part(0);
        assertEquals("ES256", header.getString("alg"));
        assertEquals("at+jwt", header.getString("typ"));
        assertFalse(header.getString("kid").isBlank());
        assertEquals(Set.of("alg", "typ", "kid"), header.fieldNames());
    }

    @Test
    void claims_areTheDocumentedOnes() {
        JsonObject claims = part(1);
        assertEquals(Set.of("iss", "sub", "aud", "exp", "iat", "jti", "sid", "auth_time"), claims.fieldNames());
        assertEquals("http://localhost:8000", claims.getString("iss"));
        assertEquals("phone-auth", claims.getString("aud"));
        assertEquals(600, claims.getLong("exp") - claims.getLong("iat"));
        assertEquals(claims.getLong("iat"), claims.getLong("auth_time"));
    }

    @Test
    void subject_isTheOpaqueIdOfTheProfile() {
        UUID subject = UUID.fromString(part(1).getString("sub"));
        assertEquals(7, subject.version());
        assertEquals(subject.toString(), api.profile(tokens).path("id"));
    }

    @Test
    void everySignIn_hasASessionAndATokenIdOfItsOwn() {
        JsonObject first = part(1);
        JsonObject second = decoded(api.signIn(number).access(), 1);
        assertEquals(first.getString("sub"), second.getString("sub"));
        assertNotEquals(first.getString("sid"), second.getString("sid"));
        assertNotEquals(first.getString("jti"), second.getString("jti"));
    }

    /** A new token of the same session, which is none the more recent a sign-in. */
    @Test
    void refreshedToken_hasFreshTimes_andTellsWhenTheCodeWasProved() {
        MovableClock.advance(Duration.ofMinutes(5));
        JsonObject first = part(1);
        JsonObject second = decoded(api.refresh(tokens.refresh()).path("access"), 1);
        assertEquals(first.getString("sub"), second.getString("sub"));
        assertEquals(first.getString("sid"), second.getString("sid"));
        assertEquals(first.getLong("auth_time"), second.getLong("auth_time"));
        assertNotEquals(first.getString("jti"), second.getString("jti"));
        assertTrue(second.getLong("iat") >= first.getLong("iat") + 300);
        assertEquals(600, second.getLong("exp") - second.getLong("iat"));
    }

    @Test
    void tokens_holdNoNumber() {
        String digits = number.substring(1);
        assertFalse(part(0).encode().contains(digits));
        assertFalse(part(1).encode().contains(digits));
        String refresh = new String(Base64.getUrlDecoder().decode(tokens.refresh()), StandardCharsets.ISO_8859_1);
        assertFalse(refresh.contains(digits));
        assertTrue(tokens.refresh().length() >= 43, "at least 256 bits");
    }

    private JsonObject part(int index) {
        return decoded(tokens.access(), index);
    }

    private static JsonObject decoded(String jwt, int index) {
        byte[] json = Base64.getUrlDecoder().decode(jwt.split("\\.")[index]);
        return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }
}
