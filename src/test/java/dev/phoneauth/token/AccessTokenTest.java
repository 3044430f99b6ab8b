package dev.phoneauth.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.SignedJWT;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.phoneauth.token.ForgedTokens.secondsFromNow;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Only tokens of this service are accepted (RFC 8725). */
@QuarkusTest
class AccessTokenTest {
    private final Api api = Api.ofThisService();
    private Tokens tokens;
    private ForgedTokens forged;

    @Inject SigningKeys keys;

    @BeforeEach
    void signIn() {
        tokens = api.signIn(Numbers.fresh());
        forged = new ForgedTokens(
                tokens.access(), keys.signer().orElseThrow().jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE));
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void token_namesTheKeyThatSignedIt() throws ParseException {
        assertEquals(
                keys.signer().orElseThrow().kid,
                SignedJWT.parse(tokens.access()).getHeader().getKeyID());
    }

    /** Each of the other forged tokens has one thing wrong; this one has nothing wrong. */
    @Test
    void forgedTokenWithNothingWrong_isGood() {
        good(forged.claims(claims -> claims));
    }

    @TestFactory
    Stream<DynamicTest> forgedToken_isRefused() {
        Map<String, String> attacks = new LinkedHashMap<>();
        Stream.of("none", "None", "NONE", "nOnE", "", "ES256")
                .forEach(name -> attacks.put("unsigned, alg " + name, forged.unsigned(name)));
        attacks.put("HS256 with the public key", forged.hmac(forged.publicKey()));
        attacks.put("HS256 with the public JWK", forged.hmac(forged.publicJwk()));
        attacks.put("RS256", forged.rsa());
        attacks.put("unknown kid", forged.header(header -> header.keyID("another")));
        attacks.put("no kid", forged.header(header -> header.keyID(null)));
        attacks.put("kid that is a path", forged.header(header -> header.keyID("../../dev/null")));
        attacks.put("embedded jwk", forged.ownKey(header -> header));
        attacks.put("embedded jwk, no kid", forged.ownKey(header -> header.keyID(null)));
        attacks.put("jku", forged.ownKey(header -> header.jwkURL(URI.create("http://localhost:1/jwks.json"))));
        attacks.put("x5u", forged.ownKey(header -> header.x509CertURL(URI.create("http://localhost:1/x.pem"))));
        attacks.put(
                "crit",
                forged.header(header -> header.criticalParams(Set.of("exp")).customParam("exp", 1)));
        attacks.put("typ JWT", forged.header(header -> header.type(JOSEObjectType.JWT)));
        attacks.put("no typ", forged.header(header -> header.type(null)));
        attacks.put("edited", forged.edited());
        attacks.put("expired", forged.claims(claims -> claims.expirationTime(secondsFromNow(-2))));
        attacks.put("no exp", forged.claims(claims -> claims.expirationTime(null)));
        attacks.put("future nbf", forged.claims(claims -> claims.notBeforeTime(secondsFromNow(60))));
        attacks.put("wrong iss", forged.claims(claims -> claims.issuer("http://localhost:8001")));
        attacks.put("no iss", forged.claims(claims -> claims.issuer(null)));
        attacks.put("wrong aud", forged.claims(claims -> claims.audience("another")));
        attacks.put("no aud", forged.claims(claims -> claims.audience((String) null)));
        attacks.put("no sub", forged.claims(claims -> claims.subject(null)));
        attacks.put("no iat", forged.claims(claims -> claims.issueTime(null)));
        attacks.put("no jti", forged.claims(claims -> claims.jwtID(null)));
        attacks.put("no sid", forged.claims(claims -> claims.claim("sid", null)));
        attacks.put(
                "sid of no session",
                forged.claims(claims -> claims.claim("sid", "00000000-0000-7000-8000-000000000000")));
        attacks.put("sid that is no id", forged.claims(claims -> claims.claim("sid", "x")));
        attacks.put("sub that is no id", forged.claims(claims -> claims.subject("x")));
        attacks.put("the refresh token", tokens.refresh());
        attacks.put("garbage", "a.b.c");
        attacks.put("nothing but dots", "..");
        attacks.put("7 KB", tokens.access() + "A".repeat(6_000));
        return attacks.entrySet().stream()
                .map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> refused(attack.getValue())));
    }

    @Test
    void longestTokenThatAHeadHolds_isRefused() {
        refused("A".repeat(7_000));
    }

    /** The head of a request holds no such thing: 431, or no answer at all for a client that still writes. */
    @Test
    void tokenOfOneMegabyte_isRefusedAtOnce() {
        byte[] request = Wire.head("GET /api/account/profile/", "Authorization: Bearer " + "A".repeat(1_000_000));
        assertTimeout(Duration.ofSeconds(2), () -> {
            try {
                assertEquals(431, Wire.to(RestAssured.port).send(request).statusCode());
            } catch (UncheckedIOException cutOff) {
                assertInstanceOf(SocketException.class, cutOff.getCause());
            }
        });
        good(tokens.access());
    }

    /** Also the one that its session was given last, whose signature is not verified. */
    @Test
    void token_isGoodUntilItExpires() {
        good(tokens.access());
        MovableClock.advance(Duration.ofMinutes(10).minusSeconds(5));
        good(tokens.access());
        MovableClock.advance(Duration.ofSeconds(6));
        refused(tokens.access());
    }

    /** Only the token that its session was given last is accepted without a check of its signature. */
    @Test
    void alteredToken_isRefused() {
        good(tokens.access());
        int last = tokens.access().length() - 5;
        char other = tokens.access().charAt(last) == 'A' ? 'B' : 'A';
        refused(tokens.access().substring(0, last) + other + tokens.access().substring(last + 1));
        refused(forged.edited());
        good(tokens.access());
    }

    /** Of the bits that the last character of a signature has, four are of no use: 16 spellings are decoded alike. */
    @Test
    void otherSpellings_areRefused() {
        for (String token : List.of(tokens.access(), forged.claims(claims -> claims))) {
            good(token);
            char last = token.charAt(token.length() - 1);
            refused(token.substring(0, token.length() - 1) + (char) (last + 1));
            refused(token + "==");
            refused(token.replaceFirst("\\.", "=."));
            refused(token.replaceFirst("\\.", " ."));
            refused(token.substring(0, 20) + "\t" + token.substring(20));
            refused(token + ".");
        }
    }

    private void good(String access) {
        api.profile(new Tokens(access, "")).then().statusCode(200);
    }

    private void refused(String access) {
        api.profile(new Tokens(access, ""))
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .body("code", equalTo("not_authenticated"));
    }
}
