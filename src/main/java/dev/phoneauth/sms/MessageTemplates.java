package dev.phoneauth.sms;

import dev.phoneauth.problem.Problem;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Templates of texts in each language, such as {@code {code} is your {app} code}. */
@ApplicationScoped
public class MessageTemplates {
    /** One without a value is left in the text. */
    public static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    private static final int LONGEST_LANGUAGES = 256;

    private final SmsConfig config;
    private final Map<Locale, Properties> templates;

    public MessageTemplates(SmsConfig config) {
        this.config = config;
        this.templates = config.locales().stream()
                .map(Locale::forLanguageTag)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::read));
    }

    /** By {@code Accept-Language} and an app id, each may be null; throws {@code invalid_request} if the app is unknown. */
    public Recipient recipient(String languages, String app) {
        Optional<String> id = Optional.ofNullable(app).or(config::defaultApp);
        return new Recipient(locale(languages), id.map(this::registered));
    }

    /** @param expiresIn seconds */
    public String code(Recipient recipient, String code, long expiresIn) {
        String minutes = Long.toString(Math.max(1, Math.round(expiresIn / 60.0)));
        String text = fill(recipient, "code", Map.of("code", code, "app", config.appName(), "minutes", minutes));
        return recipient.app().map(app -> app.mark(text, code)).orElse(text);
    }

    public String numberChanged(Recipient recipient) {
        return fill(recipient, "number_changed", Map.of("app", config.appName()));
    }

    public Set<Locale> locales() {
        return templates.keySet();
    }

    private String fill(Recipient recipient, String name, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(templates.get(recipient.locale()).getProperty(name, ""))
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    private App registered(String id) {
        return config.apps().stream()
                .flatMap(List::stream)
                .filter(app -> app.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.INVALID_REQUEST.failure("app", "is not registered here"));
    }

    private Locale locale(String languages) {
        Locale byDefault = Locale.forLanguageTag(config.defaultLocale());
        try {
            boolean isUsable = languages != null && languages.length() <= LONGEST_LANGUAGES;
            Locale best = isUsable ? Locale.lookup(LanguageRange.parse(languages), locales()) : null;
            return Objects.requireNonNullElse(best, byDefault);
        } catch (IllegalArgumentException malformed) {
            return byDefault;
        }
    }

    /** The bundled {@code texts/<language>.properties}, overlaid by the operator's file of that name. */
    private Properties read(Locale locale) {
        String file = locale.toLanguageTag() + ".properties";
        Optional<Path> own =
                config.templates().map(directory -> directory.resolve(file)).filter(Files::exists);
        Properties texts = new Properties();
        try (InputStream bundled = MessageTemplates.class.getResourceAsStream("/texts/" + file)) {
            if (bundled != null) {
                texts.load(new InputStreamReader(bundled, StandardCharsets.UTF_8));
            }
            if (own.isPresent()) {
                texts.load(new StringReader(Files.readString(own.get())));
            }
            return texts;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ConfigurationException(
                    "phone-auth.sms.templates (PHONE_AUTH_SMS_TEMPLATES): " + file + " cannot be read: " + unreadable);
        }
    }
}
