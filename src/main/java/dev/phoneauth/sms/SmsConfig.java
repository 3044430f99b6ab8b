package dev.phoneauth.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How texts leave the house. */
@ConfigMapping(prefix = "phone-auth.sms")
public interface SmsConfig {
    /** The chain, first to last: when one does not accept a text, the next is tried. */
    Optional<List<Kind>> senders();

    /** Countries with a chain of their own: {@code KZ=webhook,KZ=twilio} is a chain of two; others go by the senders. */
    Optional<List<CountryRoute>> routes();

    /** What the whole chain may take, shared out evenly among its senders; then the client is told that no text went. */
    @WithDefault("1700ms")
    Duration totalTimeout();

    /** The name in the text, by which its reader knows who sent it. */
    @WithDefault("phone-auth")
    String appName();

    /** Languages that there are texts in; the best match for {@code Accept-Language} is taken. */
    @WithDefault("en,de,es,fr,kk,ru,uk")
    List<String> locales();

    /** What is spoken to those whose language is not among them. */
    @WithDefault("en")
    String defaultLocale();

    /** A directory with {@code <language>.properties} files of your own; what they say goes before what comes along. */
    Optional<Path> templates();

    /** Who reads codes by themselves: {@code web=@example.com,android-prod=FA+9qCX9VSu}. */
    Optional<List<App>> apps();

    /** The app of those that name none. */
    Optional<String> defaultApp();

    /** Where gateways reach this service, such as {@code https://auth.example.com}; without it they report nothing. */
    Optional<URI> callbackUrl();

    Webhook webhook();

    Twilio twilio();

    Vonage vonage();

    /** How long one gateway is waited for. */
    interface Http {
        /** Until it takes the connection; longer only keeps people waiting for one that is down. */
        @WithDefault("500ms")
        Duration connectTimeout();

        /** Until it has answered; shorter, and a slow gateway's texts are sent twice, by the next one too. */
        @WithDefault("1500ms")
        Duration timeout();
    }

    /** Your own gateway: gets every text as a signed POST. */
    interface Webhook extends Http {
        Optional<URI> url();

        /** {@code whsec_} and the base64 of 24 to 64 random bytes; the receiver checks the signature by it. */
        Optional<String> secret();
    }

    /** Twilio's Programmable Messaging. */
    interface Twilio extends Http {
        @WithDefault("https://api.twilio.com")
        URI baseUrl();

        Optional<String> accountSid();

        /** Signs in, and checks the signature of status callbacks. */
        Optional<String> authToken();

        /** A number, a short code, an alphanumeric sender, or the SID of a messaging service ({@code MG…}). */
        Optional<String> from();
    }

    /** Vonage's SMS API. */
    interface Vonage extends Http {
        @WithDefault("https://rest.nexmo.com")
        URI baseUrl();

        Optional<String> apiKey();

        Optional<String> apiSecret();

        /** With which Vonage signs its reports (SHA-256 HMAC); without it, none are asked for. */
        Optional<String> signatureSecret();

        /** A number, or a name of up to 11 letters and digits where the country lets one. */
        Optional<String> from();
    }

    /** The senders there are. */
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
