package dev.phoneauth.sms;

import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said in texts: in the reader's language if there are words in it, and within one segment. */
@ApplicationScoped
class Templates {
    private static final int LONGEST_LANGUAGES = 256;

    /** The longest code there is, and the longest life, are what a template has to have room for. */
    private static final String LONGEST_CODE = "0".repeat(10);

    private static final long LONGEST_LIFE = 600;

    private final SmsConfig config;
    private final Map<Locale, Wording> wordings;
    private final Map<String, App> apps;

    Templates(SmsConfig config) {
        this.config = config;
        wordings = config.locales().stream()
                .map(Locale::forLanguageTag)
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), locale -> Wording.read(locale, config.templates()), (a, b) -> a));
        apps = config.apps().orElse(List.of()).stream()
                .collect(Collectors.toMap(App::id, Function.identity(), (a, b) -> b));
    }

    /**
     * @param languages the header {@code Accept-Language} (RFC 9110, section 12.5.4), or null
     * @param app the id of a registered app, or null
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_request} when there is no such app
     */
    Reader reader(String languages, String app) {
        Optional<String> id = Optional.ofNullable(app).or(config::defaultApp);
        Optional<App> registered = id.map(apps::get);
        if (id.isPresent() && registered.isEmpty()) {
            throw Problem.INVALID_REQUEST.failure("app", "is not registered here");
        }
        return new Reader(wordings.get(best(languages)), registered);
    }

    /** @param expiresIn seconds */
    String code(Reader reader, String code, long expiresIn) {
        String text = reader.wording().code().fill(values(code, expiresIn));
        return reader.app().map(app -> app.mark(text, code)).orElse(text);
    }

    String numberChanged(Reader reader) {
        return reader.wording().numberChanged().fill(Map.of("app", config.appName()));
    }

    /** What is wrong with the templates of all languages: sentences that begin with the setting. */
    List<String> faults() {
        return wordings.values().stream()
                .flatMap(wording -> faults(wording)
                        .map(fault -> "phone-auth.sms.templates for "
                                + wording.locale().toLanguageTag() + ": " + fault))
                .toList();
    }

    private Stream<String> faults(Wording wording) {
        Map<String, String> values = values(LONGEST_CODE, LONGEST_LIFE);
        return Stream.of(
                        Stream.of("code must have the placeholder {code}")
                                .filter(fault -> !wording.code().holds("code")),
                        faults(
                                "code",
                                wording.code(),
                                values,
                                () -> readers(wording).flatMap(this::lengthFault)),
                        faults(
                                "number_changed",
                                wording.numberChanged(),
                                Map.of("app", config.appName()),
                                () -> noticeFault(new Reader(wording, Optional.empty()))))
                .flatMap(Function.identity());
    }

    /** A template with unknown placeholders cannot be filled, so that nothing more can be said of it. */
    private static Stream<String> faults(
            String name, Template template, Map<String, String> values, Supplier<Stream<String>> ofFilled) {
        List<String> unknown = template.unknown(values);
        return unknown.isEmpty() ? ofFilled.get() : Stream.of(name + " has unknown placeholders: " + unknown);
    }

    private Stream<String> noticeFault(Reader reader) {
        String text = numberChanged(reader);
        return Stream.of("number_changed must be there, and not be longer than one segment")
                .filter(fault -> text.isBlank() || !Encoding.isOneSegment(text));
    }

    private Stream<String> lengthFault(Reader reader) {
        String text = code(reader, LONGEST_CODE, LONGEST_LIFE);
        String forApp =
                reader.app().map(app -> " with the last line for " + app.id()).orElse("");
        return Stream.of("code" + forApp
                        + " must fit into one segment (160 characters of GSM-7, or else 70; 140 bytes for"
                        + " an Android hash) with a code of 10 digits: shorten it, or phone-auth.sms.app-name,"
                        + " or leave the language out of phone-auth.sms.locales")
                .filter(fault ->
                        !Encoding.isOneSegment(text) || !reader.app().stream().allMatch(app -> app.fits(text)));
    }

    private Stream<Reader> readers(Wording wording) {
        return Stream.concat(
                        Stream.of(Optional.<App>empty()), apps.values().stream().map(Optional::of))
                .map(app -> new Reader(wording, app));
    }

    private Map<String, String> values(String code, long expiresIn) {
        long minutes = Math.max(1, Math.round(expiresIn / 60.0));
        return Map.of("code", code, "app", config.appName(), "minutes", Long.toString(minutes));
    }

    private Locale best(String languages) {
        Locale ours = Locale.forLanguageTag(config.defaultLocale());
        if (languages == null || languages.isBlank() || languages.length() > LONGEST_LANGUAGES) {
            return ours;
        }
        try {
            Locale theirs = Locale.lookup(LanguageRange.parse(languages), wordings.keySet());
            return theirs == null ? ours : theirs;
        } catch (IllegalArgumentException unreadable) {
            return ours;
        }
    }
}
