package dev.phoneauth.sms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks at the start that every text fits into one segment, also with the longest code and its longest life. */
@ApplicationScoped
class TemplateCheck {
    private static final String LONGEST_CODE = "0".repeat(10);
    private static final long LONGEST_LIFE = 600;

    @Inject MessageTemplates templates;

    /** Sentences about templates that cannot be used; each begins with the name of the setting. */
    List<String> faults() {
        return templates
                .recipients()
                .flatMap(recipient -> faults(recipient)
                        .map(fault -> "phone-auth.sms.templates for "
                                + recipient.locale().toLanguageTag() + ": " + fault))
                .distinct()
                .toList();
    }

    private Stream<String> faults(Recipient recipient) {
        String code = templates.code(recipient, LONGEST_CODE, LONGEST_LIFE);
        String notice = templates.numberChanged(recipient);
        return Stream.of(
                        fault(code.contains(LONGEST_CODE), "code must have the placeholder {code}"),
                        unknown("code", code),
                        fault(fits(recipient, code), tooLong(recipient)),
                        unknown("number_changed", notice),
                        fault(
                                !notice.isBlank() && SmsText.isOneSegment(notice),
                                "number_changed must be there, and not be longer than one segment"))
                .filter(Predicate.not(String::isEmpty));
    }

    private static String fault(boolean holds, String otherwise) {
        return holds ? "" : otherwise;
    }

    /** Placeholders without a value are left in the text. */
    private static String unknown(String template, String text) {
        List<String> unknown = MessageTemplates.PLACEHOLDER
                .matcher(text)
                .results()
                .map(place -> place.group(1))
                .toList();
        return fault(unknown.isEmpty(), template + " has unknown placeholders: " + unknown);
    }

    private static boolean fits(Recipient recipient, String code) {
        return SmsText.isOneSegment(code) && recipient.app().stream().allMatch(app -> app.fits(code));
    }

    private static String tooLong(Recipient recipient) {
        return "code"
                + recipient
                        .app()
                        .map(app -> " with the last line for " + app.id())
                        .orElse("")
                + " must fit into one segment (160 characters of GSM-7, or else 70; 140 bytes for an Android hash) with a"
                + " code of 10 digits: shorten it, or phone-auth.sms.app-name, or leave the language out of"
                + " phone-auth.sms.locales";
    }
}
