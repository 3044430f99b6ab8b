package dev.phoneauth.startup;

import dev.phoneauth.sms.MessageTemplates;
import dev.phoneauth.sms.SmsConfig;
import dev.phoneauth.testsupport.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Templates that cannot be sent as they are refuse the start. */
class TemplatesTest {
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
    void ownTemplate_replacesTheBuiltInOne() throws IOException {
        Files.writeString(templates.resolve("en.properties"), "code = {app}: {code}, {minutes} min");
        MessageTemplates own = new MessageTemplates(config(Map.of("phone-auth.sms.templates", templates.toString())));
        assertEquals("phone-auth: 012345, 5 min", own.code(own.recipient(null, null), "012345", 299));
        assertThat(own.numberChanged(own.recipient(null, null)), containsString("another phone number"));
    }

    private static String faults(Map<String, String> settings) {
        SettingMessages messages = new SettingMessages();
        TemplateRules.check(messages, config(settings));
        return String.join("\n", messages.sentences());
    }

    private static SmsConfig config(Map<String, String> settings) {
        return Settings.of(settings).getConfigMapping(SmsConfig.class);
    }
}
