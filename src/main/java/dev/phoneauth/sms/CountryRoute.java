package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumbers;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sender for one country.
 *
 * @param country ISO 3166
 */
public record CountryRoute(String country, SmsConfig.Kind sender) {
    private static final Pattern ROUTE = Pattern.compile("\\s*([A-Za-z]{2})\\s*=\\s*(\\w+)\\s*");

    /** Reads {@code KZ=webhook}. */
    public static CountryRoute parse(CharSequence text) {
        Matcher parts = ROUTE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a route is a country and a sender, such as KZ=webhook");
        }
        return new CountryRoute(
                country(parts.group(1)), SmsConfig.Kind.valueOf(parts.group(2).toUpperCase(Locale.ROOT)));
    }

    private static String country(String text) {
        String country = text.toUpperCase(Locale.ROOT);
        if (!PhoneNumbers.isCountry(country)) {
            throw new IllegalArgumentException(country + " is not an ISO 3166 country with phone numbers");
        }
        return country;
    }
}
