package dev.phoneauth.startup;

import dev.phoneauth.sms.App;
import dev.phoneauth.sms.MessageTemplates;
import dev.phoneauth.sms.Recipient;
import dev.phoneauth.sms.SmsConfig;
import dev.phoneauth.sms.SmsText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every text must fit into one segment, also with the longest code and its longest life. */
record TemplateRules(SettingMessages messages, SmsConfig sms, MessageTemplates templates) {
    private static final String LONGEST_CODE = "0".repeat(10);
    private static final long LONGEST_LIFE = 600;

    private static final String TOO_LONG =
            " must fit into one segment (160 characters of GSM-7, or else 70; 140 bytes for an Android hash) with a"
                    + " code of 10 digits: shorten it, or phone-auth.sms.app-name, or leave the language out of"
                    + " phone-auth.sms.locales";

    static void check(SettingMessages messages, SmsConfig sms) {
        TemplateRules all = new TemplateRules(messages, sms, new MessageTemplates(sms));
        messages.require(
                sms.templates().stream().allMatch(all::areIn),
                "phone-auth.sms.templates",
                "must be a directory with a file <language>.properties for a language of phone-auth.sms.locales");
        all.templates.locales().forEach(all::check);
    }

    private void check(Locale locale) {
        String code = code(locale, Optional.empty());
        String notice = templates.numberChanged(new Recipient(locale, Optional.empty()));
        require(locale, code.contains(LONGEST_CODE), "code must have the placeholder {code}");
        require(locale, unknown(code).isEmpty(), "code has unknown placeholders: " + unknown(code));
        require(locale, SmsText.isOneSegment(code), "code" + TOO_LONG);
        require(locale, unknown(notice).isEmpty(), "number_changed has unknown placeholders: " + unknown(notice));
        require(
                locale,
                !notice.isBlank() && SmsText.isOneSegment(notice),
                "number_changed must be there, and not be longer than one segment");
        sms.apps().stream().flatMap(List::stream).forEach(app -> check(locale, app));
    }

    private void check(Locale locale, App app) {
        String code = code(locale, Optional.of(app));
        require(
                locale,
                SmsText.isOneSegment(code) && app.fits(code),
                "code with the last line for " + app.id() + TOO_LONG);
    }

    private String code(Locale locale, Optional<App> app) {
        return templates.code(new Recipient(locale, app), LONGEST_CODE, LONGEST_LIFE);
    }

    private boolean areIn(Path directory) {
        return templates.locales().stream()
                .anyMatch(locale -> Files.isRegularFile(directory.resolve(locale.toLanguageTag() + ".properties")));
    }

    private static List<String> unknown(String text) {
        return MessageTemplates.PLACEHOLDER
                .matcher(text)
                .results()
                .map(place -> place.group(1))
                .toList();
    }

    private void require(Locale locale, boolean holds, String otherwise) {
        messages.require(holds, "phone-auth.sms.templates for " + locale.toLanguageTag() + ":", otherwise);
    }
}
