package dev.phoneauth.sms;

import dev.phoneauth.webhook.HttpUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How texts are written and sent. */
@ConfigMapping(prefix = "phone-auth.sms")
public interface SmsConfig {
    long SHORTEST_MILLIS = 50;

    /** With everything else that a request needs, its answer comes within two seconds. */
    long LONGEST_MILLIS = 1_800;

    /** The chain of senders, first to last: when one does not accept a text, the next is tried. */
    Optional<List<Kind>> senders();

    /** Countries with a chain of their own: {@code KZ=webhook,KZ=twilio} is a chain of two; others go by the senders. */
    Optional<List<CountryRoute>> routes();

    /** What the whole chain may take, divided evenly among its senders; after it the client gets 503. */
    @WithDefault("1700ms")
    @DurationMin(millis = 200)
    @DurationMax(millis = LONGEST_MILLIS)
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
    Optional<@HttpUrl URI> callbackUrl();

    Webhook webhook();

    Twilio twilio();

    Vonage vonage();

    /** How long a gateway may take. */
    interface Http {
        /** Until it accepts the connection. Longer: users wait for a gateway that is down. */
        @WithDefault("500ms")
        @DurationMin(millis = SHORTEST_MILLIS)
        @DurationMax(millis = LONGEST_MILLIS)
        Duration connectTimeout();

        /** Until it has answered. Shorter: texts of a slow gateway are sent twice, the second time by the next sender. */
        @WithDefault("1500ms")
        @DurationMin(millis = SHORTEST_MILLIS)
        @DurationMax(millis = LONGEST_MILLIS)
        Duration timeout();
    }

    /** A gateway of the operator, which receives every text as a signed POST. */
    interface Webhook extends Http {
        /** Where texts are POSTed to; needed for the sender {@code webhook}. */
        Optional<@HttpUrl URI> url();

        /** {@code whsec_} and the base64 of 24 to 64 random bytes; the receiver checks the signature with it. */
        Optional<String> secret();
    }

    /** Twilio's Programmable Messaging. */
    interface Twilio extends Http {
        /** Another address only for tests and proxies. */
        @WithDefault("https://api.twilio.com")
        @HttpUrl
        URI baseUrl();

        /** {@code AC…}; needed for the sender {@code twilio}. */
        Optional<String> accountSid();

        /** Authenticates requests to Twilio and checks the signature of delivery reports; needed. */
        Optional<String> authToken();

        /** A number, a short code, an alphanumeric sender, or the SID of a messaging service ({@code MG…}); needed. */
        Optional<String> from();
    }

    /** Vonage's SMS API. */
    interface Vonage extends Http {
        /** Another address only for tests and proxies. */
        @WithDefault("https://rest.nexmo.com")
        @HttpUrl
        URI baseUrl();

        /** Needed for the sender {@code vonage}. */
        Optional<String> apiKey();

        /** Needed, too. */
        Optional<String> apiSecret();

        /** With it Vonage signs its delivery reports (SHA-256 HMAC); without it none are requested. */
        Optional<String> signatureSecret();

        /** A number, or, where the country allows it, a name of up to 11 letters and digits; needed. */
        Optional<String> from();
    }

    /** The available senders. */
    enum Kind {
        LOG,
        WEBHOOK,
        TWILIO,
        VONAGE;

        /** In settings, metrics and paths. */
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
