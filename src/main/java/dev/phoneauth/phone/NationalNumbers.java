package dev.phoneauth.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Set;

/** Mobile numbers without their country code. */
final class NationalNumbers {
    private static final Set<PhoneNumberType> MOBILE =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    private NationalNumbers() {}

    /** Whether the digits, with the right country code before them, are a mobile number of any country. */
    static boolean isMobileAnywhere(String digits) {
        long national = Long.parseLong(digits);
        return PhoneNumberUtil.getInstance().getSupportedCallingCodes().stream()
                .map(code -> new Phonenumber.PhoneNumber().setCountryCode(code).setNationalNumber(national))
                .anyMatch(NationalNumbers::isMobile);
    }

    /** The length is compared first: it rules out nearly all countries, in a tenth of the time. */
    private static boolean isMobile(Phonenumber.PhoneNumber number) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        return util.isPossibleNumberForType(number, PhoneNumberType.MOBILE)
                && MOBILE.contains(util.getNumberType(number));
    }
}
