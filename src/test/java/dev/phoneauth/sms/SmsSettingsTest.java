package dev.phoneauth.sms;

import dev.phoneauth.settings.Faults;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Texts that could not go out as they should are found at start, and it is said what to set. */
class SmsSettingsTest {
    @TempDir
    Path templates;

    @Test
    void defaults_areGood() {
        assertEquals("", faults(Map.of()));
    }

    @Test
    void registeredApps_areGood() {
        assertEquals(
                "",
                faults(Map.of(
                        "phone-auth.sms.apps", "web=@example.com,android-prod=FA+9qCX9VSu",
                        "phone-auth.sms.default-app", "web")));
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void badSetting_isSaid(Map<String, String> settings, String sentence) {
        assertThat(faults(settings), containsString(sentence));
    }

    static Stream<Arguments> badSettings() {
        return Stream.of(
                arguments(
                        Map.of("phone-auth.sms.default-app", "web"),
                        "phone-auth.sms.default-app (PHONE_AUTH_SMS_DEFAULT_APP) must be one of"),
                arguments(
                        Map.of("phone-auth.sms.default-locale", "sv"),
                        "phone-auth.sms.default-locale (PHONE_AUTH_SMS_DEFAULT_LOCALE) must be one of"),
                arguments(
                        Map.of("phone-auth.sms.callback-url", "//host/x"),
                        "phone-auth.sms.callback-url (PHONE_AUTH_SMS_CALLBACK_URL) must be an http or https URL"),
                arguments(
                        Map.of("phone-auth.sms.twilio.base-url", "api.twilio.com"),
                        "(PHONE_AUTH_SMS_TWILIO_BASE_URL) must be an http or https URL"),
                arguments(Map.of("phone-auth.sms.locales", "en,sv"), "for sv: code must have the placeholder {code}"),
                arguments(Map.of("phone-auth.sms.app-name", "x".repeat(120)), "for en: code must fit into one segment"),
                arguments(
                        Map.of("phone-auth.sms.apps", "web=@a-host-with-a-very-long-name-indeed.example.com"),
                        "for ru: code with the last line for web must fit into one segment"));
    }

    @ParameterizedTest
    @MethodSource("badTemplates")
    void badTemplate_isSaid(String template, String sentence) throws IOException {
        Files.writeString(templates.resolve("en.properties"), template);
        assertThat(faults(Map.of("phone-auth.sms.templates", templates.toString())), containsString(sentence));
    }

    static Stream<Arguments> badTemplates() {
        return Stream.of(
                arguments("code = {code} {name}", "for en: code has unknown placeholders: [name]"),
                arguments("code = hello", "for en: code must have the placeholder {code}"),
                arguments("code = {code} " + "x".repeat(150), "for en: code must fit into one segment"),
                arguments("code = {code} ç " + "x".repeat(60), "for en: code must fit into one segment"),
                arguments("number_changed = {code}", "for en: number_changed has unknown placeholders: [code]"),
                arguments("number_changed =", "for en: number_changed must be there"));
    }

    /** 140 bytes are all that the SMS Retriever reads, even where a segment has room for more. */
    @Test
    void androidApp_hasRoomForLess() throws IOException {
        Files.writeString(templates.resolve("en.properties"), "code = {code} " + "x".repeat(125));
        Map<String, String> settings = Map.of("phone-auth.sms.templates", templates.toString());
        assertEquals("", faults(settings));
        assertThat(
                faults(Map.of(
                        "phone-auth.sms.templates",
                        templates.toString(),
                        "phone-auth.sms.apps",
                        "android=FA+9qCX9VSu")),
                containsString("for en: code with the last line for android must fit"));
    }

    @Test
    void ownTemplate_goesBeforeTheOneThatComesAlong() throws IOException {
        Files.writeString(templates.resolve("en.properties"), "code = {app}: {code}, {minutes} min");
        MessageTemplates own = new MessageTemplates(config(Map.of("phone-auth.sms.templates", templates.toString())));
        assertEquals("phone-auth: 012345, 5 min", own.code(own.recipient(null, null), "012345", 299));
        assertThat(own.numberChanged(own.recipient(null, null)), containsString("another phone number"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableSetting_isRefused(String setting, String value) {
        assertThrows(RuntimeException.class, () -> config(Map.of(setting, value)));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("phone-auth.sms.senders", "pigeon"),
                arguments("phone-auth.sms.routes", "webhook"),
                arguments("phone-auth.sms.routes", "DE=pigeon"),
                arguments("phone-auth.sms.routes", "KZ=webhook,UK=webhook"),
                arguments("phone-auth.sms.apps", "web=example.com"),
                arguments("phone-auth.sms.apps", "android=tooshort"));
    }

    private static String faults(Map<String, String> settings) {
        Faults faults = new Faults();
        SmsSettings check = new SmsSettings();
        check.config = config(settings);
        check.testing = () -> true;
        check.templates = new TemplateCheck();
        check.templates.templates = new MessageTemplates(check.config);
        check.check(faults);
        return faults.toString();
    }

    private static SmsConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(SmsConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValue("phone-auth.sms.senders", "log")
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(SmsConfig.class);
    }
}
