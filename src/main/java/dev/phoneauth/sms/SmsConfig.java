package dev.phoneauth.sms;

import dev.phoneauth.webhook.HttpUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How texts are written and sent. */
@ConfigMapping(prefix = "phone-auth.sms")
public interface SmsConfig {
    /** The chain of senders, first to last: when one does not accept a text, the next is tried. */
    Optional<List<SenderKind>> senders();

    /** Countries with a chain of their own: {@code KZ=webhook,KZ=twilio} is a chain of two; others go by the senders. */
    Optional<List<CountryRoute>> routes();

    /**
     * What the whole chain may take, divided evenly among its senders; after it the client gets 503. Shorter: texts of a slow
     * gateway are sent twice, the second time by the next sender. At most such that the client is answered within two seconds.
     */
    @WithDefault("1700ms")
    @DurationMin(millis = 200)
    @DurationMax(millis = 1800)
    Duration totalTimeout();

    /** The name in the text, by which its recipient knows the sender. */
    @WithDefault("phone-auth")
    String appName();

    /** Languages of texts; the best match for {@code Accept-Language} is used. */
    @WithDefault("en,de,es,fr,kk,ru,uk")
    List<String> locales();

    /** The language for all others; one of {@code locales}. */
    @WithDefault("en")
    String defaultLocale();

    /** A directory with {@code <language>.properties} files; their texts take the place of the built-in ones. */
    Optional<Path> templates();

    /** Apps that read codes from texts: {@code web=@example.com,android-prod=FA+9qCX9VSu}. */
    Optional<List<App>> apps();

    /** The app of requests that name none; one of {@code apps}. */
    Optional<String> defaultApp();

    /** The address of this service for gateways, such as {@code https://auth.example.com}; without it they send no delivery reports. */
    Optional<@HttpUrl String> callbackUrl();

    Twilio twilio();

    Vonage vonage();

    /** Twilio's Programmable Messaging. */
    interface Twilio {
        /** Another address only for tests and proxies. */
        @WithDefault("https://api.twilio.com")
        @HttpUrl
        String baseUrl();

        /** {@code AC…}; needed for the sender {@code twilio}. */
        Optional<@Pattern(regexp = "AC\\w+", message = "must begin with AC") String> accountSid();

        /** Authenticates requests to Twilio and checks the signature of delivery reports; needed. */
        Optional<String> authToken();

        /** A number, a short code, an alphanumeric sender, or the SID of a messaging service ({@code MG…}); needed. */
        Optional<String> from();
    }

    /** Vonage's SMS API. */
    interface Vonage {
        /** Another address only for tests and proxies. */
        @WithDefault("https://rest.nexmo.com")
        @HttpUrl
        String baseUrl();

        /** Needed for the sender {@code vonage}. */
        Optional<String> apiKey();

        /** Needed, too. */
        Optional<String> apiSecret();

        /** With it Vonage signs its delivery reports (SHA-256 HMAC); without it none are requested. */
        Optional<String> signatureSecret();

        /** A number, or, where the country allows it, a name of up to 11 letters and digits; needed. */
        Optional<String> from();
    }

    /** All senders in use, for all countries and for some. */
    default Set<SenderKind> used() {
        Stream<SenderKind> routed = routes().stream().flatMap(List::stream).map(CountryRoute::sender);
        return Stream.concat(senders().stream().flatMap(List::stream), routed).collect(Collectors.toSet());
    }
}
