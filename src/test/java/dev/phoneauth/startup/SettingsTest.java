package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Settings;
import io.smallrye.config.ConfigValidationException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every setting is checked; a sentence names the setting, its environment variable and what it may be. */
class SettingsTest {
    /** The least that production needs. */
    private static final Map<String, String> PRODUCTION = Map.of(
            "phone-auth.secret", "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A",
            "phone-auth.issuer", "https://auth.example.com",
            "phone-auth.sms.senders", "webhook",
            "phone-auth.sms.webhook.url", "http://localhost:9/sms",
            "phone-auth.sms.webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "quarkus.http.port", "8000",
            "quarkus.management.port", "9000",
            "quarkus.http.http2", "false",
            "quarkus.http.domain-socket-enabled", "false",
            "quarkus.management.domain-socket-enabled", "false");

    @Test
    void defaults_areRight() {
        assertEquals("", violations(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code.length                    | 10",
                "code.ttl                       | 10M",
                "events.url                     | https://example.com/events",
                "guard.allowed-countries        | DE,AT,001",
                "guard.denied-countries         | RU",
                "guard.denied-prefixes          | +79261,+8",
                "guard.denied-types             | FIXED_LINE,VOIP",
                "guard.denied-types             | ''",
                "guard.trusted-proxies          | 10.0.0.0/8,2001:db8::/32,192.0.2.1",
                "guard.adaptive.mode            | observe",
                "guard.adaptive.min-share       | 0",
                "guard.client-proof             | always",
                "http.unauthenticated-status    | 401",
                "http.body-timeout              | 1M",
                "phone.default-region           | KZ",
                "session.reuse-grace            | 0S",
                "sms.apps                       | web=@example.com,android-prod=FA+9qCX9VSu",
                "sms.routes                     | kz=webhook,DE=webhook",
                "startup.patience               | 0S",
                "store.timeout                  | 50ms",
                "test-numbers-until             | 2026-12-31"
            })
    void goodSetting_isTaken(String setting, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("phone-auth." + setting, value));
        settings.putIfAbsent("phone-auth.events.secret", PRODUCTION.get("phone-auth.sms.webhook.secret"));
        assertEquals("", violations(settings));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code.length                           | 3           | must be from 4 to 10, but is 3",
                "code.length                           | 11          | must be from 4 to 10, but is 11",
                "code.length                           | six         | has a value that cannot be read",
                "code.ttl                              | 999ms       | must be at least 1S, but is 0.999S",
                "code.ttl                              | 601S        | must be at most 10M, but is 10M1S",
                "code.ttl                              | soon        | has a value that cannot be read",
                "code.ttl                              | ''          | must be set",
                "code.max-attempts                     | 0           | must be from 1 to 10, but is 0",
                "code.resend-after                     | 0S          | must be at least 1S",
                "code.resend-after                     | 16M         | must be at most 15M",
                "events.url                            | ftp://x     | must be an http or https URL",
                "events.poll-every                     | 1S          | is no setting",
                "guard.number-per-hour                 | 0           | must be from 1 to",
                "guard.number-per-day                  | 0           | must be from 1 to",
                "guard.network-per-hour                | -1          | must be from 1 to",
                "guard.prefix-per-day                  | 0           | must be from 1 to",
                "guard.country-per-day                 | 0           | must be from 1 to",
                "guard.per-day                         | 0           | must be from 1 to",
                "guard.attempts-per-minute             | 0           | must be from 1 to",
                "guard.wrong-activations-per-hour      | 0           | must be from 1 to",
                "guard.longest-cooldown                | 59S         | is no setting",
                "guard.trusted-proxies                 | nginx       | must have addresses or CIDR blocks such as 10.0.0.0/8",
                "guard.trusted-proxies                 | unix        | must have addresses or CIDR blocks such as 10.0.0.0/8",
                "guard.denied-types                    | PREMIUM     | must be one of",
                "guard.proxy-header                    | forwarded   | is no setting",
                "guard.adaptive.prefix-digits          | 7,5         | is no setting",
                "guard.adaptive.min-share              | 1.1         | must be from 0 to 1, but is 1.1",
                "guard.adaptive.mode                   | off         | must be enforce or observe",
                "guard.adaptive.closed-for             | 2H          | is no setting",
                "guard.client-proof                    | sometimes   | must be when-in-doubt, always or never",
                "guard.client-proof.kind               | captcha     | must be one of",
                "guard.client-proof.difficulty         | 999         | must be from 1000 to 10000000, but is 999",
                "guard.client-proof.url                | ftp://x     | must be an http or https URL",
                "http.unauthenticated-status           | 402         | must be 401 or 403, but is 402",
                "http.body-timeout                     | 999ms       | must be at least 1S",
                "http.body-timeout                     | 61S         | must be at most 1M",
                "issuer                                | example.com | must be the http or https address",
                "issuer                                | https://    | must be the http or https address",
                "audience                              | ' '         | must name for whom the tokens are",
                "http.in-flight                        | 7           | must be from 8 to 100000, but is 7",
                "phone.default-region                  | Germany     | must be an ISO 3166 country in capitals, such as DE",
                "phone.default-region                  | 001         | must be an ISO 3166 country",
                "phone.check                           | lax         | must be one of",
                "secret-previous                       | short       | must be the whole secret that was in force before",
                "session.access-ttl                    | 9S          | must be at least 10S",
                "session.idle-ttl                      | 9M          | must be at least phone-auth.session.access-ttl, 10M, but is 9M",
                "session.max-ttl                       | 29D         | must be at least phone-auth.session.idle-ttl, 720H, but is 696H",
                "session.max-ttl                       | 3651D       | must be at most 3650D",
                "session.reuse-grace                   | -1S         | must be at least 0S",
                "session.reuse-grace                   | 301S        | must be at most 5M",
                "session.keys.lead                     | 0S          | must be at least 1S",
                "session.keys.rotate-every             | 119M        | must be at least twice the lead, 2H, but is 1H59M",
                "sms.senders                           | pigeon      | must be one of",
                "sms.senders                           | log         | has log, which prints codes",
                "sms.routes                            | webhook     | has a value that cannot be read",
                "sms.routes                            | UK=webhook  | has a value that cannot be read",
                "sms.apps                              | web=a.com   | has a value that cannot be read",
                "sms.default-app                       | web         | must be one of phone-auth.sms.apps",
                "sms.default-locale                    | sv          | must be one of phone-auth.sms.locales",
                "sms.callback-url                      | //host/x    | must be an http or https URL",
                "sms.total-timeout                     | 199ms       | must be at least 200ms",
                "sms.total-timeout                     | 1801ms      | must be at most 1800ms",
                "sms.webhook.timeout                   | 1S          | is no setting",
                "sms.webhook.secret                    | whsec_short | must be whsec_ and the base64 of 24 to 64 random bytes",
                "sms.twilio.account-sid                | SK123       | must begin with AC",
                "sms.twilio.base-url                   | twilio.com  | must be an http or https URL",
                "sms.vonage.base-url                   | http://a/{b | must be an http or https URL",
                "startup.patience                      | 61M         | must be at most 1H",
                "startup.migrate                       | later       | must be one of",
                "store.timeout                         | 49ms        | must be at least 50ms",
                "store.timeout                         | 5001ms      | must be at most 5S",
                "store.schema                          | My-App      | must be a name of small letters, digits and underscores",
                "issuer                                | http://localhost:8000 | must be set in production",
                "audience                              | 'app '      | must not begin or end with white space or a line break",
                "sms.app-name                          | ' App'      | must not begin or end with white space or a line break",
                "sms.twilio.auth-token                 | 'token '    | must not begin or end with white space or a line break",
                "sms.templates                         | /nowhere    | must be a directory with a file <language>.properties",
                "code.max-tries                        | 5           | is now phone-auth.code.max-attempts",
                "overload.in-flight                    | 512         | is now phone-auth.http.in-flight",
                "code.lenght                           | 6           | is no setting",
                "guard.allowed-countries               | DE,de       | must have ISO 3166 countries in capitals, such as DE",
                "guard.denied-countries                | DE,XX       | must have ISO 3166 countries in capitals, such as DE"
            })
    void badSetting_isNamed(String setting, String value, String sentence) {
        String name = "phone-auth." + setting;
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        assertThat(violations(Map.of(name, value)), startsWith(name + " (" + variable + ") " + sentence));
    }

    /** The variable is that of the whole list. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guard.denied-prefixes | +1,79261           | must be the beginning of an international number, such as +79261",
                "guard.denied-prefixes | +1,+7a             | must be the beginning of an international number, such as +79261",
                "test-numbers          | +15005550006=1234,+1500=1234 | must be a number in E.164 and a code of 4 to 10 digits, such as +15005550006=123456"
            })
    void badElement_isNamedByItsPlace(String setting, String value, String sentence) {
        String name = "phone-auth." + setting;
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        assertEquals(name + "[1] (" + variable + ") " + sentence, violations(Map.of(name, value)));
    }

    @Test
    void allViolations_areToldAtOnce() {
        assertEquals(
                List.of(
                        "phone-auth.code.length (PHONE_AUTH_CODE_LENGTH) must be from 4 to 10, but is 3",
                        "phone-auth.code.ttl (PHONE_AUTH_CODE_TTL) must be at most 10M, but is 11M",
                        "phone-auth.store.timeout (PHONE_AUTH_STORE_TIMEOUT) has a value that cannot be read"),
                violations(Map.of(
                                "phone-auth.code.length", "3",
                                "phone-auth.code.ttl", "11M",
                                "phone-auth.store.timeout", "soon"))
                        .lines()
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook       | webhook.secret, webhook.url",
                "twilio        | twilio.account-sid, twilio.auth-token, twilio.from",
                "vonage        | vonage.api-key, vonage.api-secret, vonage.from",
                "vonage,twilio | twilio.account-sid, twilio.auth-token, twilio.from, vonage.api-key, vonage.api-secret, vonage.from"
            })
    void sender_needsItsCredentials(String senders, String needed) {
        Map<String, String> settings = Map.of(
                "phone-auth.sms.senders", senders,
                "phone-auth.sms.webhook.url", "",
                "phone-auth.sms.webhook.secret", "");
        String named = violations(settings)
                .lines()
                .map(line -> line.replaceAll("phone-auth.sms.(\\S+) .*", "$1"))
                .sorted()
                .collect(Collectors.joining(", "));
        assertEquals(needed, named);
    }

    @Test
    void senderOfARoute_needsItsCredentials() {
        assertThat(
                violations(Map.of("phone-auth.sms.routes", "KZ=vonage")),
                startsWith("phone-auth.sms.vonage.api-key (PHONE_AUTH_SMS_VONAGE_API_KEY) must be set"));
    }

    @Test
    void eventsReceiver_needsASecret() {
        assertEquals(
                "phone-auth.events.secret (PHONE_AUTH_EVENTS_SECRET) must be whsec_ and the base64 of 24 to 64 random bytes",
                violations(Map.of("phone-auth.events.url", "https://example.com")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abcabcabcabcabcabcabcabcabcabcabcabc",
                "12345678123456781234567812345678",
                "correct horse battery correct horse battery correct",
                "q7Xh2Lk9ZtRv4Bn8q7Xh2Lk9ZtRv4Bn8"
            })
    void weakSecret_isRefusedAndNotShown(String secret) {
        assertEquals(
                "phone-auth.secret (PHONE_AUTH_SECRET) must be at least 32 random bytes,"
                        + " such as `openssl rand -base64 48` prints",
                violations(Map.of("phone-auth.secret", secret)));
    }

    /** As a file or {@code echo} adds it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone-auth.secret-previous",
                "phone-auth.audience",
                "phone-auth.sms.twilio.auth-token",
                "phone-auth.sms.vonage.api-secret",
                "phone-auth.sms.vonage.signature-secret"
            })
    void lineBreakAtTheEnd_isNamed(String setting) {
        String variable = setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        assertEquals(
                setting + " (" + variable + ") must not begin or end with white space or a line break",
                violations(Map.of(setting, "x7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A\n")));
    }

    @Test
    void misspeltVariables_areNamed() {
        Map<String, String> environment = Map.of(
                "PHONE_AUTH_CODE_LENGHT", "6",
                "PHONE_AUTH_CODE_LENGTH", "6",
                "PHONE_AUTH_CODE_MAX_TRIES", "5",
                "PHONE_AUTH_SMS_APPS", "web=@example.com",
                "PHONE_AUTH_SMS_ROUTES", "DE=webhook",
                "PHONE_AUTH_GARD_PER_DAY", "1",
                "PHONE_AUTH", "x",
                "PATH", "/bin");
        assertEquals(
                "phone-auth.code.max-tries (PHONE_AUTH_CODE_MAX_TRIES) is now phone-auth.code.max-attempts\n"
                        + "PHONE_AUTH_CODE_LENGHT is no setting, see docs/settings.md\n"
                        + "PHONE_AUTH_GARD_PER_DAY is no setting, see docs/settings.md",
                violations(Map.of(), "prod", environment));
        assertEquals("", violations(Map.of(), "demo", Map.of("PHONE_AUTH_CODE_LENGHT", "6")));
    }

    @Test
    void variablesOfKubernetes_areNone() {
        assertEquals(
                "",
                violations(
                        Map.of(),
                        "prod",
                        Map.of(
                                "PHONE_AUTH_SERVICE_HOST", "10.0.0.1",
                                "PHONE_AUTH_SERVICE_PORT", "80",
                                "PHONE_AUTH_SERVICE_PORT_HTTP", "80",
                                "PHONE_AUTH_PORT", "tcp://10.0.0.1:80",
                                "PHONE_AUTH_PORT_80_TCP", "tcp://10.0.0.1:80",
                                "PHONE_AUTH_PORT_80_TCP_ADDR", "10.0.0.1",
                                "PHONE_AUTH_REDIS_SERVICE_HOST", "10.0.0.2",
                                "PHONE_AUTH_REDIS_PORT_6379_TCP_PROTO", "tcp")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quarkus.datasource.reactive.url | postgresql://localhost:5432/phone-auth",
                "quarkus.datasource.reactive.url | postgres://user:pass%24word@db.example.com/phone_auth?sslmode=require",
                "quarkus.datasource.reactive.url | postgresql://my_db:5432/x",
                "quarkus.datasource.reactive.url | postgresql://[::1]:5432/x",
                "quarkus.datasource.reactive.url | postgresql:///x?host=db.example.com",
                "quarkus.redis.hosts             | redis://localhost:6379",
                "quarkus.redis.hosts             | rediss://user:pass%24word@redis.example.com:6380/1",
                "quarkus.redis.hosts             | redis://:password@redis.example.com,redis://[::1]:6379",
                "quarkus.redis.hosts             | unix:/run/redis.sock"
            })
    void goodAddressOfAStore_isTaken(String setting, String url) {
        assertEquals("", violations(Map.of(setting, url)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quarkus.datasource.reactive.url | jdbc:postgresql://localhost:5432/phone-auth",
                "quarkus.datasource.reactive.url | localhost:5432/phone-auth",
                "quarkus.datasource.reactive.url | mysql://localhost/phone-auth",
                "quarkus.datasource.reactive.url | postgresql://user:hunter2$$@localhost/x",
                "quarkus.datasource.reactive.url | postgresql://user:hunter2+@localhost/x",
                "quarkus.redis.hosts             | localhost:6379",
                "quarkus.redis.hosts             | redis.example.com",
                "quarkus.redis.hosts             | http://localhost:6379",
                "quarkus.redis.hosts             | redis://my_redis:6379",
                "quarkus.redis.hosts             | redis://hunter2@localhost:6379",
                "quarkus.redis.hosts             | redis://user:hunter2/@localhost:6379",
                "quarkus.redis.hosts             | redis://localhost:6379/first"
            })
    void badAddressOfAStore_isNamedAndNotShown(String setting, String url) {
        String violations = violations(Map.of(setting, url));
        assertThat(
                violations,
                startsWith(setting + "[0] (" + setting.toUpperCase(Locale.ROOT).replace('.', '_') + ") must be "));
        assertThat(violations, not(containsString("hunter2")));
    }

    @ParameterizedTest
    @CsvSource({
        "phone-auth.secret,              hunter2",
        "phone-auth.sms.webhook.secret,  hunter2",
        "phone-auth.test-numbers,        hunter2",
        "phone-auth.sms.webhook.url,     http://user:hunter2 @example.com",
        "phone-auth.events.url,          ftp://user:hunter2@example.com",
        "phone-auth.sms.callback-url,    http://hunter2 @/",
        "phone-auth.issuer,              user:hunter2@example.com",
        "phone-auth.guard.trusted-proxies, user:hunter2@example.com"
    })
    void secret_isNeverShown(String setting, String value) {
        String violations = violations(Map.of(setting, value));
        assertThat(violations, allOf(startsWith(setting), containsString(" (PHONE_AUTH_")));
        assertThat(violations, not(containsString("hunter2")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone-auth.secret                   | not-a-secret-but-good-enough-for-dev | phone-auth.secret",
                "phone-auth.testing.enabled          | true                                 | phone-auth.testing.enabled",
                "phone-auth.test-numbers             | +15005550006=123456                  | phone-auth.test-numbers-until"
            })
    void production_isStricter(String setting, String value, String named) {
        Map<String, String> settings = Map.of(setting, value);
        assertThat(violations(settings), startsWith(named + " ("));
        assertEquals("", violations(settings, "demo"));
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.management.port,                  8000, 'must differ from quarkus.http.port, 8000'",
        "quarkus.http.http2,                       true, must be false",
        "quarkus.http.domain-socket-enabled,       true, must be false",
        "quarkus.management.domain-socket-enabled, true, must be false"
    })
    void listenersThatCannotWork_areRefused(String setting, String value, String sentence) {
        assertThat(
                violations(Map.of(setting, value)),
                startsWith(
                        setting + " (" + setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + ") " + sentence));
    }

    /** As a start would say them; none is "". */
    private static String violations(Map<String, String> changes) {
        return violations(changes, "prod");
    }

    private static String violations(Map<String, String> changes, String profile) {
        return violations(changes, profile, Map.of());
    }

    private static String violations(Map<String, String> changes, String profile, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(PRODUCTION);
        settings.putAll(changes);
        try {
            return SettingMessages.withVariables(
                    String.join("\n", SettingsRules.broken(Settings.of(settings, profile, environment))));
        } catch (ConfigValidationException invalid) {
            return SettingMessages.of(invalid);
        }
    }
}
