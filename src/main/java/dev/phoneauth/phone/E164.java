package dev.phoneauth.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes each number in one way. */
final class E164 {
    /** Without the 9 of a mobile number, which many leave out. */
    private static final Pattern ARGENTINE = Pattern.compile("^\\+54(?=[1-8]\\d{9}$)");

    private static final Set<PhoneNumberType> ORDINARY = Set.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.UNKNOWN);

    private E164() {}

    /** An ordinary number of Argentina is written as a mobile number: a text can reach it as one alone. */
    static String of(Phonenumber.PhoneNumber number) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        String e164 = util.format(number, PhoneNumberFormat.E164);
        return ARGENTINE.matcher(e164).find() && ORDINARY.contains(util.getNumberType(number))
                ? ARGENTINE.matcher(e164).replaceFirst("+549")
                : e164;
    }
}
