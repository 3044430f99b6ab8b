package dev.phoneauth.sms;

import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.TestNumbers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes texts and sends them through the chain of senders. */
@ApplicationScoped
public class SmsTexts {
    private static final Duration NOTICE_VALID_FOR = Duration.ofHours(4);

    @Inject MessageTemplates templates;
    @Inject SenderChain chain;
    @Inject Deliveries deliveries;
    @Inject TestNumbers testNumbers;

    /**
     * Sends a text that brings a code, unless to a test number, whose holder knows it.
     *
     * @param resendIn seconds until the client may request another one
     * @param since when the client began to wait
     * @return how many texts may have been sent: none to a test number; else one, and one more for each sender before whose
     *     result is unknown; fails with {@link NotSent}
     */
    public Uni<Integer> sendCode(IssuedCode issued, Recipient recipient, long resendIn, Instant since) {
        String code = issued.code();
        SmsText text = new SmsText(
                deliveries.textId(issued.challenge(), code),
                issued.number(),
                templates.code(recipient, code, issued.expiresIn()),
                Optional.of(code),
                Duration.ofSeconds(issued.expiresIn()));
        return deliveries.queue(text, resendIn).chain(() -> send(text, since));
    }

    /** Tells the holder of the former number that it no longer belongs to the account; fails with {@link NotSent}. */
    public Uni<Void> sendNumberChanged(PhoneNumber former, Recipient recipient, Instant since) {
        String id = UUID.randomUUID().toString();
        String notice = templates.numberChanged(recipient);
        SmsText text = new SmsText(id, former, notice, Optional.empty(), NOTICE_VALID_FOR);
        return send(text, since).replaceWithVoid();
    }

    private Uni<Integer> send(SmsText text, Instant since) {
        return testNumbers.has(text.to())
                ? deliveries
                        .report(text.id(), Deliveries.NO_SENDER, "delivered")
                        .replaceWith(0)
                : chain.send(text, since);
    }

    /** Records a redeemed code: the challenge of the text that it was read from, if known, and those of all its texts. */
    public Uni<Void> redeemed(Optional<String> read, List<String> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndMerge(
                        challenge -> deliveries.redeemed(challenge, read.equals(Optional.of(challenge))))
                .collect()
                .last();
    }
}
