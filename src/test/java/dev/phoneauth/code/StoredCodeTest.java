package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Dump;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.PendingCodes;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A copy of everything in Redis and PostgreSQL, without the secret, has no code in it and nothing to check a guess
 * against (ASVS 11.2.4). The test inbox is the exception, and is left out here.
 *
 * <p>Everything is tried on the right code alone: were there anything to tell a right guess by, it would tell this one.
 */
@QuarkusTest
class StoredCodeTest {
    /** Of a digest; one that was cut short is known by these too. */
    private static final int BYTES_COMPARED = 8;

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private String challenge;
    private String code;
    private List<String> stored;

    @Inject Dump dump;
    @Inject CodeHasher hasher;
    @Inject PendingCodes pending;

    @BeforeEach
    void askTwiceAndMissOnce() {
        api.request().get("/api/account/reset/").then().statusCode(200);
        api.signIn(number);
        api.requestCode(number).then().statusCode(200);
        MovableClock.advance(Duration.ofSeconds(61));
        challenge = api.requestCode(number).path("challenge_id");
        code = api.codeSentTo(number);
        api.redeem(number, Numbers.otherThan(code), challenge).then().statusCode(403);
        stored = dump.take();
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    /** Six digits in the midst of a time or a digest are none. */
    @Test
    void code_standsNowhere() {
        Pattern standing = Pattern.compile("(?<![0-9A-Za-z.])" + code + "(?![0-9A-Za-z])");
        assertFalse(stored.stream().anyMatch(text -> standing.matcher(text).find()));
    }

    @Test
    void dump_isOfBothStores() {
        assertTrue(stored.stream().anyMatch(text -> text.contains(challenge)), "Redis");
        assertTrue(stored.stream().anyMatch(text -> text.contains("invite_code")), "PostgreSQL");
        assertTrue(stored.contains(hasher.digest(CodePurpose.signIn(PhoneNumbers.stored(number)), code)), "the digest");
    }

    @Test
    void guess_cannotBeCheckedWithoutTheSecret() {
        assertFalse(isToldRight(stored));
    }

    /** Had the code been kept in one of the usual careless ways, the test above would have seen it. */
    @Test
    void carelesslyKeptCode_isFound() throws Exception {
        byte[] text = (number + ":" + code).getBytes(StandardCharsets.UTF_8);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text);
        byte[] md5 = MessageDigest.getInstance("MD5").digest(code.getBytes(StandardCharsets.UTF_8));
        Stream.of(
                        HexFormat.of().formatHex(sha256),
                        Base64.getEncoder().encodeToString(sha256),
                        "{\"digest\": \"\\\\x" + HexFormat.of().formatHex(md5) + "\"}",
                        HexFormat.of().formatHex(sha256, 0, 16))
                .forEach(careless -> assertTrue(isToldRight(List.of("something", careless)), careless));
    }

    private boolean isToldRight(List<String> stored) {
        Set<String> digests = new HashSet<>();
        stored.stream()
                .flatMap(StoredCodeTest::words)
                .flatMap(StoredCodeTest::bytes)
                .forEach(bytes -> digests.add(head(bytes)));
        return new Guesses(saltsAtHand()).of(code).map(StoredCodeTest::head).anyMatch(digests::contains);
    }

    /** All that is kept with the code, and what is public. */
    private List<String> saltsAtHand() {
        return Stream.concat(
                        Stream.of(
                                number,
                                number.substring(1),
                                challenge,
                                CodePurpose.signIn(PhoneNumbers.stored(number)).name()),
                        pending.valuesOf(number).stream())
                .distinct()
                .toList();
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split("[\\s\"{}:,\\\\]+"));
    }

    /** What a word may stand for: itself, or bytes in hexadecimal or base64. */
    private static Stream<byte[]> bytes(String word) {
        String hex = word.startsWith("x") ? word.substring(1) : word;
        return Stream.of(
                        hex.matches("([0-9a-fA-F]{2})+") ? HexFormat.of().parseHex(hex) : new byte[0],
                        word.matches("[\\w-]+") ? decoded(Base64.getUrlDecoder(), word) : new byte[0],
                        word.matches("[\\w+/]+=*") ? decoded(Base64.getDecoder(), word) : new byte[0],
                        word.getBytes(StandardCharsets.ISO_8859_1))
                .filter(bytes -> bytes.length >= BYTES_COMPARED);
    }

    private static byte[] decoded(Base64.Decoder decoder, String word) {
        try {
            return decoder.decode(word);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private static String head(byte[] bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, BYTES_COMPARED));
    }
}
