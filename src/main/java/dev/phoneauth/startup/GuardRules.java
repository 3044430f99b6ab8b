package dev.phoneauth.startup;

import dev.phoneauth.clientproof.ClientProofConfig;
import dev.phoneauth.clientproof.ClientProofConfig.Kind;
import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.guard.Destinations;
import dev.phoneauth.guard.GuardConfig;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rules for the settings of the guard and of client proofs. */
final class GuardRules {
    private GuardRules() {}

    static void check(SettingMessages messages, SmallRyeConfig settings) {
        messages.require(
                haveAll(settings.getConfigMapping(GuardConfig.class).trustedProxies(), ClientNetwork::isProxy),
                "phone-auth.guard.trusted-proxies",
                "must have addresses or CIDR blocks such as 10.0.0.0/8");
        Destinations destinations = settings.getConfigMapping(Destinations.class);
        checkCountries(messages, "phone-auth.guard.allowed-countries", destinations.allowedCountries());
        checkCountries(messages, "phone-auth.guard.denied-countries", destinations.deniedCountries());
        checkClientProof(messages, settings.getConfigMapping(ClientProofConfig.class));
    }

    private static void checkClientProof(SettingMessages messages, ClientProofConfig proof) {
        String prefix = "phone-auth.guard.client-proof.";
        boolean isSite = Set.of(Kind.TURNSTILE, Kind.HCAPTCHA).contains(proof.kind());
        boolean isWebhook = proof.kind() == Kind.WEBHOOK;
        messages.require(
                !isSite || proof.siteKey().isPresent(), prefix + "site-key", "must be set for turnstile and hcaptcha");
        messages.require(
                !isSite || proof.secret().isPresent(), prefix + "secret", "must be set for turnstile and hcaptcha");
        messages.require(!isWebhook || proof.url().isPresent(), prefix + "url", "must be set for webhook");
        messages.require(
                !isWebhook || proof.secret().flatMap(WebhookSecret::parse).isPresent(),
                prefix + "secret",
                WebhookSecret.RULE);
    }

    private static void checkCountries(SettingMessages messages, String setting, Optional<List<String>> countries) {
        messages.require(
                haveAll(countries, Destinations::isCountry),
                setting,
                "must have ISO 3166 countries in capitals, such as DE, or 001 for numbers of no country");
    }

    private static boolean haveAll(Optional<List<String>> values, Predicate<String> rule) {
        return values.stream().flatMap(List::stream).allMatch(rule);
    }
}
