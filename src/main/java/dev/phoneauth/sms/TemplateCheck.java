package dev.phoneauth.sms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks at the start that every text fits into one segment, also with the longest code and its longest life. */
@ApplicationScoped
class TemplateCheck {
    private static final String LONGEST_CODE = "0".repeat(10);
    private static final long LONGEST_LIFE = 600;

    @Inject
    MessageTemplates templates;

    /** Sentences about templates that cannot be used; each begins with the name of the setting. */
    List<String> faults() {
        return templates
                .recipients()
                .flatMap(recipient -> faults(recipient)
                        .map(fault -> "phone-auth.sms.templates for "
                                + recipient.locale().toLanguageTag() + ": " + fault))
                .toList();
    }

    private Stream<String> faults(Recipient recipient) {
        return recipient.app().isPresent()
                ? length(recipient).stream()
                : Stream.of(
                                placeholder(recipient),
                                unknown(recipient, "code", Set.of("code", "app", "minutes")),
                                length(recipient),
                                unknown(recipient, "number_changed", Set.of("app")),
                                noticeLength(recipient))
                        .flatMap(Optional::stream);
    }

    private Optional<String> placeholder(Recipient recipient) {
        return templates.template(recipient.locale(), "code").contains("{code}")
                ? Optional.empty()
                : Optional.of("code must have the placeholder {code}");
    }

    private Optional<String> unknown(Recipient recipient, String name, Set<String> known) {
        List<String> unknown = MessageTemplates.PLACEHOLDER
                .matcher(templates.template(recipient.locale(), name))
                .results()
                .map(place -> place.group(1))
                .filter(placeholder -> !known.contains(placeholder))
                .toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(name + " has unknown placeholders: " + unknown);
    }

    private Optional<String> length(Recipient recipient) {
        String text = templates.code(recipient, LONGEST_CODE, LONGEST_LIFE);
        String forApp = recipient
                .app()
                .map(app -> " with the last line for " + app.id())
                .orElse("");
        return SmsText.isOneSegment(text) && recipient.app().stream().allMatch(app -> app.fits(text))
                ? Optional.empty()
                : Optional.of("code" + forApp
                        + " must fit into one segment (160 characters of GSM-7, or else 70; 140 bytes for"
                        + " an Android hash) with a code of 10 digits: shorten it, or phone-auth.sms.app-name,"
                        + " or leave the language out of phone-auth.sms.locales");
    }

    private Optional<String> noticeLength(Recipient recipient) {
        String text = templates.numberChanged(recipient);
        return !text.isBlank() && SmsText.isOneSegment(text)
                ? Optional.empty()
                : Optional.of("number_changed must be there, and not be longer than one segment");
    }
}
