package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes texts and sends them through the chain of senders. */
@ApplicationScoped
public class SmsTexts {
    private static final Duration NOTICE_VALID_FOR = Duration.ofHours(4);

    @Inject MessageTemplates templates;
    @Inject TemplateCheck templateCheck;
    @Inject SenderChain chain;
    @Inject Deliveries deliveries;
    @Inject TestNumbers testNumbers;

    /**
     * @param languages the header {@code Accept-Language}, or null
     * @param app the id of a registered app, or null
     * @throws ProblemException {@code invalid_request} when there is no such app
     */
    public Recipient recipient(String languages, String app) {
        return templates.recipient(languages, app);
    }

    /**
     * Writes the text that brings a code.
     *
     * @param challengeId with which the client can ask for the text's delivery
     * @param expiresIn seconds until the code expires
     */
    public SmsText codeText(PhoneNumber to, Recipient recipient, String code, String challengeId, long expiresIn) {
        return new SmsText(
                deliveries.textId(challengeId, code),
                to,
                to.country(),
                templates.code(recipient, code, expiresIn),
                Optional.of(code),
                Duration.ofSeconds(expiresIn));
    }

    /**
     * Sends a text that brings a code. The holder of a test number knows the code, so that text counts as delivered.
     *
     * @param resendIn seconds until the client may request another one
     * @return how many texts may have been sent: none to a test number, else one, and one more for each sender before whose
     *     result is unknown; fails with {@link NotSent}
     */
    public Uni<Integer> sendCode(SmsText text, long resendIn) {
        return deliveries
                .queue(text, resendIn)
                .chain(() -> testNumbers.has(text.to())
                        ? deliveries
                                .report(text.id(), Deliveries.NO_SENDER, DeliveryState.DELIVERED)
                                .replaceWith(0)
                        : chain.send(text));
    }

    /** Tells the holder of the former number that it no longer belongs to the account; fails with {@link NotSent}. */
    public Uni<Void> tellNumberChanged(PhoneNumber former, Recipient recipient) {
        SmsText notice = new SmsText(
                UUID.randomUUID().toString(),
                former,
                former.country(),
                templates.numberChanged(recipient),
                Optional.empty(),
                NOTICE_VALID_FOR);
        return testNumbers.has(former)
                ? Uni.createFrom().voidItem()
                : chain.send(notice).replaceWithVoid();
    }

    /**
     * Records that the code of these texts was redeemed.
     *
     * @param read the challenge of the text that the code was read from, if known
     * @param all the challenges of all texts that brought it
     */
    public Uni<Void> redeemed(Optional<String> read, List<String> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndMerge(
                        challenge -> deliveries.redeemed(challenge, read.equals(Optional.of(challenge))))
                .collect()
                .last();
    }

    /** Sentences about templates that cannot be used; each begins with the name of the setting. */
    public List<String> templateFaults() {
        return templateCheck.faults();
    }
}
