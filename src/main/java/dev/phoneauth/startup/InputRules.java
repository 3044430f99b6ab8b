package dev.phoneauth.startup;

import dev.phoneauth.secret.IdentityConfig;
import io.smallrye.config.SmallRyeConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What comes from the environment and the files of the operator: names of settings, secrets, names of files. */
final class InputRules {
    private static final String RANDOM = "must be at least 32 random bytes, such as `openssl rand -base64 48` prints";

    private static final List<String> FILES = List.of(
            "quarkus.config.locations",
            "quarkus.datasource.reactive.trust-certificate-pem.certs",
            "quarkus.redis.tls.trust-certificate-pem.certs");

    /** Variables that Kubernetes sets for each Service of the namespace, such as one named {@code phone-auth-redis}. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("phone\\.auth\\.(.+\\.)?(service\\.(host|port)|port)([.\\[].*)?");

    private InputRules() {}

    static void check(SettingMessages messages, SmallRyeConfig settings, boolean production) {
        checkNames(messages, settings, production);
        checkSecrets(messages, settings, production);
        checkWhiteSpace(messages, settings);
        checkFiles(messages, settings);
    }

    private static void checkNames(SettingMessages messages, SmallRyeConfig settings, boolean production) {
        SettingMessages.RENAMED.forEach((before, now) ->
                messages.require(settings.getConfigValue(before).getValue() == null, before, "is now " + now));
        SettingMessages.REMOVED.forEach(name -> messages.require(
                settings.getConfigValue(name).getValue() == null, name, "was removed, see CHANGELOG.md"));
        unknownVariables(settings)
                .forEach(name -> messages.require(!production, name, "is no setting, see docs/settings.md"));
    }

    /**
     * Environment variables that look like settings. SmallRye Config refuses an unknown property, but lists an unknown
     * variable as {@code phone.auth.…}, with a dot where the settings have a dash.
     */
    static List<String> unknownVariables(SmallRyeConfig settings) {
        return names(settings, "phone.auth.")
                .filter(name -> !OF_KUBERNETES.matcher(name).matches())
                .map(SettingMessages::variable)
                .filter(variable -> former().noneMatch(variable::equals))
                .toList();
    }

    /** Variables whose names have a sentence of their own. */
    private static Stream<String> former() {
        return Stream.concat(SettingMessages.RENAMED.keySet().stream(), SettingMessages.REMOVED.stream())
                .map(SettingMessages::variable);
    }

    private static void checkSecrets(SettingMessages messages, SmallRyeConfig settings, boolean production) {
        IdentityConfig identity = settings.getConfigMapping(IdentityConfig.class);
        String secret = identity.secret().orElse("");
        messages.require(isStrong(secret), "phone-auth.secret", RANDOM);
        messages.require(
                !production || !secret.startsWith("not-a-secret"),
                "phone-auth.secret",
                "is the public one of the dev, test and demo profiles; it " + RANDOM);
        messages.require(
                identity.secretPrevious().stream().allMatch(InputRules::isStrong),
                "phone-auth.secret-previous",
                "must be the whole secret that was in force before");
    }

    /** A line break at the end of a token comes from the file that it was read from, and no gateway takes it. */
    private static void checkWhiteSpace(SettingMessages messages, SmallRyeConfig settings) {
        names(settings, "phone-auth.")
                .forEach(name -> messages.require(
                        isTrimmed(settings.getConfigValue(name).getValue()),
                        name,
                        "must not begin or end with white space or a line break"));
    }

    /** A file of settings that is not there would be ignored; a certificate would be missed at the first connection. */
    private static void checkFiles(SettingMessages messages, SmallRyeConfig settings) {
        FILES.forEach(setting -> messages.require(
                settings.getOptionalValues(setting, String.class).stream()
                        .flatMap(List::stream)
                        .allMatch(InputRules::isReadable),
                setting,
                "must name files that can be read"));
    }

    /** URLs are not checked. */
    private static boolean isReadable(String file) {
        return file.matches("[a-z]{2,}:.*") || Files.isReadable(Path.of(file));
    }

    private static Stream<String> names(SmallRyeConfig settings, String prefix) {
        return StreamSupport.stream(settings.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(prefix))
                .sorted();
    }

    private static boolean isTrimmed(String value) {
        return value == null || value.equals(value.strip());
    }

    /** Long enough, of enough different characters, and no shorter text that is repeated. */
    private static boolean isStrong(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= 32
                && secret.chars().distinct().count() >= 8
                && IntStream.rangeClosed(1, secret.length() / 2)
                        .noneMatch(period -> secret.startsWith(secret.substring(period)));
    }
}
