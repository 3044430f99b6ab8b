package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumbers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every code is as likely as every other, those with leading zeros and the very last among them: who guesses has one chance
 * in a million, and no better place to begin. The nonces counted up here are random in the service; the secret of the
 * tests is fixed, and so are these codes.
 */
@QuarkusTest
class CodeHasherTest {
    private static final CodePurpose PURPOSE = CodePurpose.signIn(PhoneNumbers.stored("+79261234567"));
    private static final int DRAWS = 1_000_000;

    /** Far enough from the mean of chi-square that an honest source strays there once in millions. */
    private static final int STANDARD_DEVIATIONS = 5;

    @Inject CodeHasher hasher;

    @Test
    void codes_areUniform() {
        int[] drawn = new int[1_000_000];
        codes(6).limit(DRAWS).mapToInt(Integer::parseInt).forEach(code -> drawn[code]++);
        assertUniform(drawn);
    }

    @Test
    void digits_areUniformInEveryPlace() {
        int[][] drawn = new int[6][10];
        codes(6).limit(DRAWS)
                .forEach(code -> IntStream.range(0, 6).forEach(place -> drawn[place][code.charAt(place) - '0']++));
        Stream.of(drawn).forEach(CodeHasherTest::assertUniform);
    }

    @Test
    void codes_reachBothEnds() {
        assertTrue(codes(6).limit(20L * DRAWS).anyMatch("000000"::equals));
        assertTrue(codes(6).limit(20L * DRAWS).anyMatch("999999"::equals));
    }

    @Test
    void codes_haveTheirLength() {
        IntStream.rangeClosed(4, 10)
                .forEach(length ->
                        assertTrue(codes(length).limit(1000).allMatch(code -> code.matches("[0-9]{" + length + "}"))));
    }

    @Test
    void codes_areAsciiInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertTrue(codes(6).limit(100).allMatch(code -> code.matches("[0-9]{6}")));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void codeAndDigest_areBoundToNumberAndPurpose() {
        CodePurpose other = new CodePurpose(PURPOSE.number(), "other");
        CodePurpose another = CodePurpose.signIn(PhoneNumbers.stored("+79261234568"));
        assertNotEquals(hasher.code(PURPOSE, "n", 10), hasher.code(other, "n", 10));
        assertNotEquals(hasher.code(PURPOSE, "n", 10), hasher.code(another, "n", 10));
        assertNotEquals(hasher.digest(PURPOSE, "1"), hasher.digest(other, "1"));
        assertNotEquals(hasher.digest(PURPOSE, "1"), hasher.digest(another, "1"));
        assertEquals(hasher.code(PURPOSE, "n", 10), hasher.code(PURPOSE, "n", 10));
    }

    private Stream<String> codes(int length) {
        return IntStream.iterate(0, nonce -> nonce + 1)
                .mapToObj(nonce -> hasher.code(PURPOSE, Integer.toString(nonce), length));
    }

    /** Pearson's chi-square: with k cells its mean is k - 1 and its variance 2 (k - 1). */
    private static void assertUniform(int[] drawn) {
        double expected = (double) IntStream.of(drawn).sum() / drawn.length;
        double chiSquare = IntStream.of(drawn)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        int freedom = drawn.length - 1;
        assertEquals(freedom, chiSquare, STANDARD_DEVIATIONS * Math.sqrt(2.0 * freedom));
    }
}
