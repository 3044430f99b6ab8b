package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumbers;
import java.util.Locale;

/** A sender for one ISO 3166 country. */
public record CountryRoute(String country, SenderKind sender) {
    /** Reads {@code KZ=webhook}. */
    public static CountryRoute parse(CharSequence text) {
        String[] parts = text.toString().toUpperCase(Locale.ROOT).strip().split("\\s*=\\s*");
        if (parts.length != 2 || !PhoneNumbers.isCountry(parts[0])) {
            throw new IllegalArgumentException("a route is a country and a sender, such as KZ=webhook");
        }
        return new CountryRoute(parts[0], SenderKind.valueOf(parts[1]));
    }
}
