package dev.phoneauth.guard;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.phoneauth.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Texts go only where they may: what is refused here has cost nothing and counted nowhere. */
@QuarkusTest
class DestinationsTest {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @EnumSource(names = {"PREMIUM_RATE", "SHARED_COST", "PAGER", "UAN", "VOICEMAIL"})
    void costlyTypes_areRefusedInEveryCountry(PhoneNumberType type) {
        List<String> numbers = examples(type);
        assertThat(numbers, not(empty()));
        assertThat(
                numbers.stream().filter(number -> isAllowed(number, Map.of())).toList(), empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"MOBILE", "FIXED_LINE_OR_MOBILE", "FIXED_LINE", "VOIP", "PERSONAL_NUMBER"})
    void otherTypes_areNotRefused(PhoneNumberType type) {
        assertThat(
                examples(type).stream()
                        .filter(number -> !isAllowed(number, Map.of()))
                        .toList(),
                empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED_LINE", "VOIP"})
    void moreTypes_byChoice(PhoneNumberType type) {
        Map<String, String> choice = Map.of("denied-types", "FIXED_LINE,VOIP");
        assertThat(
                examples(type).stream()
                        .filter(number -> isAllowed(number, choice))
                        .toList(),
                empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allowed-countries | DE,AT   | +4915112345678 | true",
                "allowed-countries | DE,AT   | +79261234567   | false",
                // of no country that is known
                "allowed-countries | DE,AT   | +99912345678   | false",
                "denied-countries  | RU      | +79261234567   | false",
                // the same calling code, another country
                "denied-countries  | RU      | +77012345678   | true",
                "denied-countries  | CA      | +12042345678   | false",
                "denied-countries  | CA      | +12015550123   | true",
                // no country's: satellites, international networks
                "denied-countries  | 001     | +881612345678  | false",
                "denied-prefixes   | +79261  | +79261234567   | false",
                "denied-prefixes   | +79261  | +79271234567   | true"
            })
    void countriesAndPrefixes_areTheOperatorsChoice(String setting, String value, String number, boolean allowed) {
        assertEquals(allowed, isAllowed(number, Map.of(setting, value)));
    }

    private static boolean isAllowed(String number, Map<String, String> settings) {
        try {
            new TestGuard(settings).check(number);
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }

    /** One of each country that has such numbers; but for Iran's companies, whose six digits are too few to sign in with. */
    private static List<String> examples(PhoneNumberType type) {
        return PHONES.getSupportedRegions().stream()
                .map(region -> PHONES.getExampleNumberForType(region, type))
                .filter(number -> number != null && PHONES.getNumberType(number) == type)
                .map(number -> PHONES.format(number, PhoneNumberFormat.E164))
                .filter(number -> number.length() > "+123456".length())
                .toList();
    }
}
