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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Templates of texts in each language, such as {@code {code} is your {app} code}. */
@ApplicationScoped
class MessageTemplates {
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    private static final int LONGEST_LANGUAGES = 256;

    private final SmsConfig config;
    private final Map<Locale, Properties> templates;
    private final Map<String, App> apps;

    MessageTemplates(SmsConfig config) {
        this.config = config;
        templates = config.locales().stream()
                .map(Locale::forLanguageTag)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::read));
        apps = config.apps().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(App::id, Function.identity(), (first, second) -> second));
    }

    Recipient recipient(String languages, String app) {
        Optional<String> id = Optional.ofNullable(app).or(config::defaultApp);
        Optional<App> registered = id.map(apps::get);
        if (id.isPresent() && registered.isEmpty()) {
            throw Problem.INVALID_REQUEST.failure("app", "is not registered here");
        }
        return new Recipient(locale(languages), registered);
    }

    /** @param expiresIn seconds */
    String code(Recipient recipient, String code, long expiresIn) {
        String minutes = Long.toString(Math.max(1, Math.round(expiresIn / 60.0)));
        Map<String, String> values = Map.of("code", code, "app", config.appName(), "minutes", minutes);
        String text = fill(template(recipient.locale(), "code"), values);
        return recipient.app().map(app -> app.mark(text, code)).orElse(text);
    }

    String numberChanged(Recipient recipient) {
        return fill(template(recipient.locale(), "number_changed"), Map.of("app", config.appName()));
    }

    String template(Locale locale, String name) {
        return templates.get(locale).getProperty(name, "");
    }

    /** All recipients that can be told apart: in each language with each app, and without one. */
    Stream<Recipient> recipients() {
        return templates.keySet().stream()
                .flatMap(locale -> Stream.concat(
                                Stream.of(Optional.<App>empty()),
                                apps.values().stream().map(Optional::of))
                        .map(app -> new Recipient(locale, app)));
    }

    private static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    private Locale locale(String languages) {
        Locale byDefault = Locale.forLanguageTag(config.defaultLocale());
        if (languages == null || languages.isBlank() || languages.length() > LONGEST_LANGUAGES) {
            return byDefault;
        }
        try {
            Locale best = Locale.lookup(LanguageRange.parse(languages), templates.keySet());
            return Objects.requireNonNullElse(best, byDefault);
        } catch (IllegalArgumentException malformed) {
            return byDefault;
        }
    }

    /** The bundled {@code texts/<language>.properties}, overlaid by the operator's file of that name. */
    private Properties read(Locale locale) {
        String file = locale.toLanguageTag() + ".properties";
        Properties texts = new Properties();
        try (InputStream bundled = MessageTemplates.class.getResourceAsStream("/texts/" + file)) {
            if (bundled != null) {
                texts.load(new InputStreamReader(bundled, StandardCharsets.UTF_8));
            }
            Path own = config.templates().orElse(Path.of("")).resolve(file);
            if (config.templates().isPresent() && Files.exists(own)) {
                texts.load(new StringReader(Files.readString(own)));
            }
            return texts;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ConfigurationException(
                    "phone-auth.sms.templates (PHONE_AUTH_SMS_TEMPLATES): " + file + " cannot be read: " + unreadable);
        }
    }
}
