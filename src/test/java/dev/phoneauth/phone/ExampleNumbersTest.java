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
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void internationalFormats_roundTrip(Check check) {
        PhoneNumbers numbers = PhoneNumbersTest.numbers(check, null);
        for (Example example : examples()) {
            String e164 = example.in(PhoneNumberFormat.E164);
            String digits = e164.substring(1);
            Stream.of(
                            e164,
                            digits,
                            "00" + digits,
                            example.in(PhoneNumberFormat.INTERNATIONAL),
                            example.in(PhoneNumberFormat.RFC3966))
                    .forEach(typed ->
                            assertEquals(e164, numbers.parse(typed).e164(), () -> example.region() + " " + typed));
        }
    }

    @Test
    void nationalFormat_roundTripsInItsRegion() {
        for (Example example : examples()) {
            PhoneNumbers numbers = PhoneNumbersTest.numbers(Check.VALID, example.region());
            String typed = example.in(PhoneNumberFormat.NATIONAL);
            assertEquals(
                    example.in(PhoneNumberFormat.E164),
                    numbers.parse(typed).e164(),
                    () -> example.region() + " " + typed);
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
