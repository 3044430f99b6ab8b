package dev.phoneauth.sms;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sender for one country.
 *
 * @param country ISO 3166
 */
public record Route(String country, SmsConfig.Kind sender) {
    private static final Pattern ROUTE = Pattern.compile("\\s*([A-Za-z]{2})\\s*=\\s*(\\w+)\\s*");

    /** Reads {@code KZ=webhook}. */
    public static Route parse(CharSequence text) {
        Matcher parts = ROUTE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a route is a country and a sender, such as KZ=webhook");
        }
        return new Route(
                parts.group(1).toUpperCase(Locale.ROOT),
                SmsConfig.Kind.valueOf(parts.group(2).toUpperCase(Locale.ROOT)));
    }
}
