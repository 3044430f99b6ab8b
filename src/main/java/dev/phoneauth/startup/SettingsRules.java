package dev.phoneauth.startup;

import dev.phoneauth.phone.PhoneConfig;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.secret.IdentityConfig;
import dev.phoneauth.token.SessionConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;

/** Rules that no constraint on a single setting can express. A start is refused with a sentence for each broken rule. */
@ApplicationScoped
class SettingsRules {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    private static final List<String> UNSUPPORTED_LISTENERS = List.of(
            "quarkus.http.http2", "quarkus.http.domain-socket-enabled", "quarkus.management.domain-socket-enabled");

    private static final String IDLE_TTL = "phone-auth.session.idle-ttl";

    /** Runs before anything uses the settings. */
    void refuseWrongSettings(@Observes @Priority(10) StartupEvent start, SmallRyeConfig settings) {
        if (!isProduction(settings)) {
            InputRules.unknownVariables(settings).forEach(name -> LOG.warnf("%s is no setting", name));
        }
        String sentences = String.join(System.lineSeparator(), broken(settings));
        if (!sentences.isEmpty()) {
            throw new ConfigurationException(sentences);
        }
    }

    /** Sentences that begin with the name of a setting. */
    static List<String> broken(SmallRyeConfig settings) {
        SettingMessages messages = new SettingMessages();
        boolean production = isProduction(settings);
        InputRules.check(messages, settings, production);
        checkIssuer(messages, settings, production);
        checkListeners(messages, settings);
        checkTimes(messages, settings);
        checkRegion(messages, settings);
        GuardRules.check(messages, settings);
        SmsRules.check(messages, settings, production);
        return messages.sentences();
    }

    private static void checkIssuer(SettingMessages messages, SmallRyeConfig settings, boolean production) {
        String issuer = settings.getConfigMapping(IdentityConfig.class).issuer();
        messages.require(
                !production || !issuer.equals(IdentityConfig.LOCAL_ISSUER),
                "phone-auth.issuer",
                "must be set in production: the address by which other services reach /.well-known/");
    }

    private static void checkListeners(SettingMessages messages, SmallRyeConfig settings) {
        int port = settings.getValue("quarkus.http.port", int.class);
        messages.require(
                port == 0 || port != settings.getValue("quarkus.management.port", int.class),
                "quarkus.management.port",
                "must differ from quarkus.http.port, " + port + ": the management port is not for clients");
        UNSUPPORTED_LISTENERS.forEach(listener -> messages.require(
                !settings.getValue(listener, boolean.class), listener, "must be false: it is not supported"));
    }

    private static void checkTimes(SettingMessages messages, SmallRyeConfig settings) {
        SessionConfig session = settings.getConfigMapping(SessionConfig.class);
        Duration twiceTheLead = session.keysLead().multipliedBy(2);
        Duration rotateEvery = session.keysRotateEvery();
        messages.requireAtLeast(session.accessTtl(), "phone-auth.session.access-ttl", session.idleTtl(), IDLE_TTL);
        messages.requireAtLeast(session.idleTtl(), IDLE_TTL, session.maxTtl(), "phone-auth.session.max-ttl");
        messages.requireAtLeast(twiceTheLead, "twice the lead", rotateEvery, "phone-auth.session.keys.rotate-every");
    }

    private static void checkRegion(SettingMessages messages, SmallRyeConfig settings) {
        messages.require(
                settings.getConfigMapping(PhoneConfig.class).defaultRegion().stream()
                        .allMatch(PhoneNumbers::isCountry),
                "phone-auth.phone.default-region",
                "must be an ISO 3166 country in capitals, such as DE");
    }

    static boolean isProduction(SmallRyeConfig settings) {
        return Collections.disjoint(settings.getProfiles(), List.of("dev", "test", "demo"));
    }
}
