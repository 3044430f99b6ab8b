package dev.phoneauth.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.phoneauth.phone.PhoneConfig.Check;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A thousand of libphonenumber's example numbers, of every country and type, in every format, give their one E.164. */
class ExampleNumbersTest {
    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

    /** One number as its country writes it. */
    private record Example(String region, Phonenumber.PhoneNumber number) {
        String in(PhoneNumberFormat format) {
            return UTIL.format(number, format);
        }

        /** A text reaches a number of Argentina only with the 9 of mobile numbers. */
        String stored() {
            String e164 = in(PhoneNumberFormat.E164);
            return region.equals("AR") && UTIL.getNumberType(number) == PhoneNumberType.FIXED_LINE
                    ? "+549" + e164.substring(3)
                    : e164;
        }
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void internationalFormats_roundTrip(Check check) {
        PhoneNumbers numbers = PhoneNumbersTest.numbers(check, null);
        for (Example example : examples()) {
            String e164 = example.in(PhoneNumberFormat.E164);
            String digits = digits(example);
            Stream.of(
                            e164,
                            "00" + digits,
                            example.in(PhoneNumberFormat.INTERNATIONAL),
                            example.in(PhoneNumberFormat.RFC3966))
                    .forEach(typed -> assertEquals(
                            example.stored(), numbers.parse(typed).e164(), () -> example.region() + " " + typed));
        }
    }

    /** About six of ten are no mobile number of any other country. */
    @Test
    void digitsAlone_areTheSameNumber_orRefused() {
        PhoneNumbers numbers = PhoneNumbersTest.numbers(Check.VALID, null);
        List<Example> taken = examples().stream()
                .filter(example -> PhoneNumbersTest.isTaken(numbers, digits(example)))
                .peek(example -> assertEquals(
                        example.stored(), numbers.parse(digits(example)).e164()))
                .toList();
        assertTrue(
                taken.size() > examples().size() / 2,
                taken.size() + " of " + examples().size());
    }

    @ParameterizedTest
    @EnumSource(value = Check.class, mode = EnumSource.Mode.EXCLUDE, names = "VALID")
    void digitsAlone_areTheSameNumber(Check check) {
        PhoneNumbers numbers = PhoneNumbersTest.numbers(check, null);
        examples()
                .forEach(example -> assertEquals(
                        example.stored(), numbers.parse(digits(example)).e164()));
    }

    private static String digits(Example example) {
        return example.in(PhoneNumberFormat.E164).substring(1);
    }

    @Test
    void nationalFormat_roundTripsInItsRegion() {
        for (Example example : examples()) {
            PhoneNumbers numbers = PhoneNumbersTest.numbers(Check.VALID, example.region());
            String typed = example.in(PhoneNumberFormat.NATIONAL);
            assertEquals(example.stored(), numbers.parse(typed).e164(), () -> example.region() + " " + typed);
        }
    }

    @Test
    void examples_areAThousand() {
        assertTrue(examples().size() > 1_000, "only " + examples().size());
    }

    /** But for one of six digits, an Iranian company's: no text goes there. */
    private static List<Example> examples() {
        return UTIL.getSupportedRegions().stream()
                .sorted()
                .flatMap(region -> Stream.of(PhoneNumberType.values())
                        .map(type -> UTIL.getExampleNumberForType(region, type))
                        .filter(Objects::nonNull)
                        .map(number -> new Example(region, number)))
                .filter(example -> PhoneNumber.isE164(example.in(PhoneNumberFormat.E164)))
                .toList();
    }
}
