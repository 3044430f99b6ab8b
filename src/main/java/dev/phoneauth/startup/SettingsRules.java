package dev.phoneauth.startup;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.guard.Destinations;
import dev.phoneauth.guard.GuardConfig;
import dev.phoneauth.phone.PhoneConfig;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.HttpConfig;
import dev.phoneauth.secret.SecretConfig;
import dev.phoneauth.token.SessionConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules that no constraint on a single setting can express. A start is refused with a sentence for each broken rule. */
@ApplicationScoped
class SettingsRules {
    /** Settings of Quarkus for listeners that this service does not support. */
    private static final List<String> OFF = List.of(
            "quarkus.http.http2", "quarkus.http.domain-socket-enabled", "quarkus.management.domain-socket-enabled");

    private static final String RANDOM = "must be at least 32 random bytes, such as `openssl rand -base64 48` prints";

    /** Runs before anything uses the settings. */
    void refuseWrongSettings(@Observes @Priority(10) StartupEvent start, SmallRyeConfig settings) {
        String sentences = String.join(System.lineSeparator(), broken(settings));
        if (!sentences.isEmpty()) {
            throw new ConfigurationException(sentences);
        }
    }

    /** Sentences that begin with the name of a setting. */
    static List<String> broken(SmallRyeConfig settings) {
        BrokenRules rules = new BrokenRules(settings);
        SettingMessages.RENAMED.forEach((before, now) ->
                rules.require(settings.getConfigValue(before).getValue() == null, before, "is now " + now));
        checkSecrets(rules, settings);
        checkListeners(rules, settings);
        checkTimes(rules, settings);
        checkValues(rules, settings);
        checkCountries(rules, settings);
        SmsRules.check(rules, settings, isProduction(settings));
        return rules.sentences();
    }

    private static void checkSecrets(BrokenRules rules, SmallRyeConfig settings) {
        SecretConfig secrets = settings.getConfigMapping(SecretConfig.class);
        String secret = secrets.secret().orElse("");
        rules.require(isStrong(secret), "phone-auth.secret", RANDOM);
        rules.require(
                !isProduction(settings) || !secret.startsWith("not-a-secret"),
                "phone-auth.secret",
                "is the public one of the dev, test and demo profiles; it " + RANDOM);
        rules.require(
                secrets.secretPrevious().stream().allMatch(SettingsRules::isStrong),
                "phone-auth.secret-previous",
                "must be the whole secret that was in force before");
    }

    private static void checkListeners(BrokenRules rules, SmallRyeConfig settings) {
        int port = settings.getValue("quarkus.http.port", int.class);
        rules.require(
                port == 0 || port != settings.getValue("quarkus.management.port", int.class),
                "quarkus.management.port",
                "must differ from quarkus.http.port, " + port + ": the management port is not for clients");
        OFF.forEach(listener -> rules.require(
                !settings.getValue(listener, boolean.class), listener, "must be false: it is not supported"));
    }

    private static void checkTimes(BrokenRules rules, SmallRyeConfig settings) {
        Duration lead = settings.getConfigMapping(SessionConfig.class).keys().lead();
        rules.requireAtLeast("phone-auth.session.access-ttl", "phone-auth.session.idle-ttl");
        rules.requireAtLeast("phone-auth.session.idle-ttl", "phone-auth.session.max-ttl");
        rules.requireAtLeast(lead.multipliedBy(2), "twice the lead", "phone-auth.session.keys.rotate-every");
    }

    private static void checkValues(BrokenRules rules, SmallRyeConfig settings) {
        int status = settings.getConfigMapping(HttpConfig.class).unauthenticatedStatus();
        rules.require(
                status == 401 || status == 403,
                "phone-auth.http.unauthenticated-status",
                "must be 401 or 403, but is " + status);
        Stream<List<String>> proxies = settings.getConfigMapping(GuardConfig.class).trustedProxies().stream();
        rules.require(
                proxies.flatMap(List::stream).allMatch(ClientNetwork::isProxy),
                "phone-auth.guard.trusted-proxies",
                "must have addresses or CIDR blocks such as 10.0.0.0/8");
    }

    private static void checkCountries(BrokenRules rules, SmallRyeConfig settings) {
        Destinations destinations = settings.getConfigMapping(Destinations.class);
        Map.of("allowed", destinations.allowedCountries(), "denied", destinations.deniedCountries())
                .forEach((kind, countries) -> rules.require(
                        countries.stream().flatMap(List::stream).allMatch(Destinations::isCountry),
                        "phone-auth.guard." + kind + "-countries",
                        "must have ISO 3166 countries in capitals, such as DE, or 001 for numbers of no country"));
        PhoneConfig phone = settings.getConfigMapping(PhoneConfig.class);
        rules.require(
                phone.defaultRegion().stream().allMatch(PhoneNumbers::isCountry),
                "phone-auth.phone.default-region",
                "must be an ISO 3166 country in capitals, such as DE");
    }

    private static boolean isStrong(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= 32
                && secret.chars().distinct().count() >= 8;
    }

    /** Every profile is production but these. */
    private static boolean isProduction(SmallRyeConfig settings) {
        return Collections.disjoint(settings.getProfiles(), List.of("dev", "test", "demo"));
    }
}
