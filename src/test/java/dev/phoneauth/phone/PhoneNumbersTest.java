package dev.phoneauth.phone;

import dev.phoneauth.phone.PhoneConfig.Check;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.testsupport.Settings;
import io.smallrye.config.SmallRyeConfig;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Any spelling of a number gives one and the same E.164, or none at all. */
class PhoneNumbersTest {
    private static final PhoneNumbers STRICT = numbers(Check.VALID, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+442079460958",
                "+44 20 7946 0958",
                "+44 (0)20 7946 0958",
                "(+44) 20 7946 0958",
                "+ 44 20 7946 0958",
                "+(44) 20 7946 0958",
                "00442079460958",
                "00 44 (0) 20 7946-0958",
                "0044/20/7946/0958",
                "442079460958",
                "44 20 7946 0958",
                "+44.20.7946.0958",
                "+44-20-7946-0958",
                "+44\u201020\u20117946\u20120958",
                "+44\u201320\u20147946\u22120958",
                "+44\u00A020\u00A07946\u00A00958",
                "+44\u200920\u202F7946\u20030958",
                "+44\t20\t7946\t0958",
                "\u202A+44 20 7946 0958\u202C",
                "\u200E+44\u00AD20\u200B7946\u20600958\uFEFF",
                "\uFF0B\uFF14\uFF14\u3000\uFF12\uFF10\uFF0D\uFF17\uFF19\uFF14\uFF16\uFF0D\uFF10\uFF19\uFF15\uFF18",
                "\uFF0B44\uFF0820\uFF0979460958",
                "+\u0664\u0664\u0662\u0660\u0667\u0669\u0664\u0666\u0660\u0669\u0665\u0668",
                "+\u06F4\u06F4\u06F2\u06F0\u06F7\u06F9\u06F4\u06F6\u06F0\u06F9\u06F5\u06F8",
                "+\u096A\u096A\u0968\u0966\u096D\u096F\u096A\u096C\u0966\u096F\u096B\u096E",
                "+\uD835\uDFD2\uD835\uDFD22079460958",
                "tel:+44-20-7946-0958",
                "TEL:+442079460958",
                "  +44 20 7946 0958\n",
                "+440002079460958"
            })
    void spelling_ofOneNumber(String typed) {
        assertEquals("+442079460958", STRICT.parse(typed).e164());
    }

    @ParameterizedTest
    @CsvSource({
        "DE, 0151 23456789, +4915123456789",
        "DE, 015123456789, +4915123456789",
        "DE, (0151) 23456789, +4915123456789",
        "DE, 0044 20 7946 0958, +442079460958",
        "DE, +44 20 7946 0958, +442079460958",
        "DE, 442079460958, +49442079460958",
        "US, (415) 555-2671, +14155552671",
        "US, 415.555.2671, +14155552671",
        "US, 1-415-555-2671, +14155552671",
        "US, 011 44 20 7946 0958, +442079460958",
        "RU, 8 (926) 123-45-67, +79261234567",
        "RU, 926 123 45 67, +79261234567",
        "RU, 79261234567, +79261234567",
        "RU, 442079460958, +442079460958",
        "KZ, 8 (701) 234-56-78, +77012345678",
        "IT, 06 6982, +39066982",
        "IT, 06 698 12345, +390669812345",
        "AR, 011 15-2345-6789, +5491123456789",
        "MX, 55 1234 5678, +525512345678",
        "BR, (11) 96123-4567, +5511961234567",
        "AU, 0011 44 20 7946 0958, +442079460958",
        "HK, 001 44 20 7946 0958, +442079460958",
        "KR, 010-2000-0000, +821020000000"
    })
    void nationalSpelling_withDefaultRegion(String region, String typed, String e164) {
        assertEquals(e164, numbers(Check.VALID, region).parse(typed).e164());
    }

    @ParameterizedTest
    @CsvSource({
        "+390669812345, +39 (0)6 69812345",
        "+390669812345, +39 06 698 12345",
        "+5491123456789, +54 9 11 2345-6789",
        "+5491123456789, +54 11 15 2345-6789",
        "+5491123456789, +54 11 2345-6789",
        "+5491123456789, 54 11 2345 6789",
        "+5491123456789, 0054 9 11 2345 6789",
        "+819012345678, 0081 90 1234 5678",
        "+79261234567, +7 (8) 926 123-45-67",
        "+14155552671, +1 (415) 555-2671",
        "+77012345678, +7 701 234 56 78",
        "+80012345678, +800 1234 5678",
        "+883510012345, +883 5100 12345"
    })
    void oddOnes_areReadRight(String e164, String typed) {
        assertEquals(e164, STRICT.parse(typed).e164());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "++442079460958",
                "+44+2079460958",
                "44 20 7946 0958 +",
                "(415) 555-2671",
                "020 7946 0958",
                "0",
                "112",
                "+112",
                "+44",
                "+4420794",
                "+44207946095812345",
                "00000000000000",
                "+0442079460958",
                "+44 20 7946 0958 x12",
                "+44 20 7946 0958 ext. 12",
                "+44 20 7946 0958;ext=12",
                "+44 20 7946 0958,12",
                "+44 20 7946 0958#12",
                "+44 20 7946 0958*",
                "tel:+44-20-7946-0958;phone-context=+44",
                "tel:020 7946 0958",
                "+1 800 FLOWERS",
                "+4420794609\u0000058",
                "+4420794609\u00B2\u00B2",
                "+4420794609\u2461\u2461",
                "\uD83D\uDCDE+442079460958",
                "+442079460958 +442079460959",
                "+442079460958/+442079460959",
                "+99912345678",
                "+442079460958' or '1'='1",
                "\\u002b442079460958",
                "%2B442079460958",
                "-442079460958",
                "+44.2079460958e1",
                "٠٠"
            })
    void whatIsNoNumber_isRefused(String typed) {
        assertRefused(STRICT, typed);
    }

    /** Of Germany, China and Indonesia, or of the USA and Japan without the plus. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1512 3456789",
                "15123456789",
                "1 310 555 1234",
                "81 90 1234 5678",
                "(1512) 3456789",
                "0151 23456789"
            })
    void digitsThatMayBeNational_areNotGuessed(String typed) {
        assertRefused(STRICT, typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4915123456789", "33612345678", "8613800138000", "12025550123", "919876543210"})
    void digitsThatMeanOneNumber_areInternational(String digits) {
        assertEquals("+" + digits, STRICT.parse(digits).e164());
    }

    @Test
    void nothingAndTooMuch_areRefused() {
        assertRefused(STRICT, null);
        assertRefused(STRICT, "+442079460958" + " ".repeat(60));
        assertRefused(STRICT, "9".repeat(60_000));
    }

    /** From the strictest check to the most lenient, each takes what the one before it took. */
    @ParameterizedTest
    @CsvSource({
        "+442079460958, true, true, true",
        "+14150000000, false, true, true",
        "+44123456, false, false, true",
        "+15552671, false, false, true",
        "+1234567, false, false, true",
        "+999123456789012, false, false, true",
        "+123456, false, false, false",
        "+9991234567890123, false, false, false"
    })
    void check_decides(String typed, boolean valid, boolean possible, boolean shape) {
        assertEquals(valid, isTaken(numbers(Check.VALID, null), typed));
        assertEquals(possible, isTaken(numbers(Check.POSSIBLE, null), typed));
        assertEquals(shape, isTaken(numbers(Check.SHAPE, null), typed));
    }

    /** A number is always normalised to the same: a user who signs in by the number as shown is the same. */
    @ParameterizedTest
    @EnumSource(Check.class)
    void parsing_changesNoResult(Check check) {
        PhoneNumbers numbers = numbers(check, null);
        Random random = new Random(24);
        long taken = Stream.generate(() -> madeUp(random))
                .limit(20_000)
                .filter(typed -> isTaken(numbers, typed))
                .peek(typed -> assertStays(numbers, numbers.parse(typed)))
                .count();
        assertTrue(taken > 200, "only " + taken + " were taken");
    }

    @Test
    void separators_makeNoDifference() {
        PhoneNumbers numbers = numbers(Check.SHAPE, null);
        Random random = new Random(24);
        for (int i = 0; i < 4_000; i++) {
            String typed = madeUp(random);
            if (isTaken(numbers, typed)) {
                assertEquals(numbers.parse(typed), numbers.parse(separated(typed, random)), typed);
                assertEquals(numbers.parse(typed), numbers.parse("00" + typed.substring(1)), typed);
                assertEquals(numbers.parse(typed), numbers.parse(typed.substring(1)), typed);
            }
        }
    }

    /** It is done on the thread that serves all requests; a millisecond would be a thousand times what it takes. */
    @Test
    void parsing_takesMicroseconds() {
        Stream.generate(() -> "+44 (0)20 7946 0958").limit(20_000).forEach(STRICT::parse);
        long start = System.nanoTime();
        Stream.generate(() -> "+44 (0)20 7946 0958").limit(20_000).forEach(STRICT::parse);
        long microseconds = (System.nanoTime() - start) / 20_000 / 1_000;
        assertTrue(microseconds < 1_000, microseconds + " microseconds");
    }

    @ParameterizedTest
    @CsvSource({
        "+1234567, +1****67",
        "+12345678, +12****78",
        "+79261234567, +792******67",
        "+123456789012345, +123**********45"
    })
    void number_isMasked(String e164, String shown) {
        assertEquals(shown, PhoneNumbers.stored(e164).toString());
        assertEquals(shown, PhoneNumber.masked(e164));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "79261234567", "+7926123456a", "+0123456789", "+123456", "+1234567890123456"})
    void numberThatIsNone_isNotMade(String text) {
        assertThrows(IllegalArgumentException.class, () -> PhoneNumbers.stored(text));
    }

    @ParameterizedTest
    @CsvSource({"+79261234567, RU", "+77012345678, KZ", "+80012345678, 001", "+999123456789012, ZZ"})
    void country_ofNumber(String e164, String country) {
        assertEquals(country, PhoneNumbers.stored(e164).country());
        assertEquals(country, numbers(Check.SHAPE, null).parse(e164).country());
    }

    static PhoneNumbers numbers(Check check, String region) {
        SmallRyeConfig settings = Settings.of(Map.of(
                "phone-auth.phone.check", check.name(),
                "phone-auth.phone.default-region", Optional.ofNullable(region).orElse("")));
        PhoneNumbers numbers = new PhoneNumbers();
        numbers.config = settings.getConfigMapping(PhoneConfig.class);
        numbers.testNumbers = new TestNumbers(numbers.config, Clock.systemUTC());
        return numbers;
    }

    static boolean isTaken(PhoneNumbers numbers, String typed) {
        try {
            numbers.parse(typed);
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }

    private static void assertRefused(PhoneNumbers numbers, String typed) {
        ProblemException refused = assertThrows(ProblemException.class, () -> numbers.parse(typed));
        assertTrue(Problem.INVALID_PHONE_NUMBER.isCauseOf(refused));
    }

    private static void assertStays(PhoneNumbers numbers, PhoneNumber number) {
        assertEquals(number, numbers.parse(number.e164()));
    }

    /** Often with the zeros and ones that national prefixes are made of. */
    private static String madeUp(Random random) {
        StringBuilder digits = new StringBuilder("+").append(1 + random.nextInt(999));
        for (int left = random.nextInt(5); left > 0; left--) {
            digits.append("0018".charAt(random.nextInt(4)));
        }
        for (int left = 4 + random.nextInt(8); left > 0; left--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String separated(String typed, Random random) {
        StringBuilder separated = new StringBuilder("+");
        for (char digit : typed.substring(1).toCharArray()) {
            separated.append(digit).append(" ().-/\u00A0".charAt(random.nextInt(7)));
        }
        return separated.toString();
    }
}
