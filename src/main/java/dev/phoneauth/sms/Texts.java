package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.redis.Redis;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sends texts, through the chain of senders. */
@ApplicationScoped
public class Texts {
    private static final Duration NOTICE_VALID_FOR = Duration.ofHours(4);

    private final Templates templates;
    private final Chain chain;
    private final Deliveries deliveries;
    private final TestNumbers testNumbers;

    Texts(Templates templates, Chain chain, Deliveries deliveries, TestNumbers testNumbers) {
        this.templates = templates;
        this.chain = chain;
        this.deliveries = deliveries;
        this.testNumbers = testNumbers;
    }

    /**
     * For whom a text will be.
     *
     * @param languages the header {@code Accept-Language}, or null
     * @param app the id of a registered app, or null
     * @throws ProblemException {@code invalid_request} when there is no such app
     */
    public Reader reader(String languages, String app) {
        return templates.reader(languages, app);
    }

    /**
     * Sends a code and records what became of the text.
     *
     * @return how many texts may have been sent: one, and one more for each sender before that did not say; fails with
     *     {@link NotSent}
     */
    public Uni<Integer> sendCode(CodeText text) {
        String country = text.to().country();
        return deliveries
                .queued(text, country)
                .chain(() -> chain.send(sms(text), country))
                .call(taken -> Redis.bestEffort(deliveries.accepted(text.challengeId(), taken.sender(), taken.state())))
                .onFailure(NotSent.class)
                .call(() -> Redis.bestEffort(deliveries.notSent(text.challengeId())))
                .map(Chain.Acceptance::texts);
    }

    /** Records a code that its reader knows without a text. */
    public Uni<Void> skip(CodeText text) {
        return deliveries.skipped(text, text.to().country());
    }

    private Sms sms(CodeText text) {
        return new Sms(
                deliveries.id(text),
                text.to(),
                templates.code(text.reader(), text.code(), text.expiresIn()),
                Optional.of(text.code()),
                Duration.ofSeconds(text.expiresIn()));
    }

    /** Tells the holder of a number that it no longer belongs to his account; fails with {@link NotSent}. */
    public Uni<Void> tellNumberChanged(PhoneNumber old, Reader reader) {
        if (testNumbers.has(old)) {
            return Uni.createFrom().voidItem();
        }
        Sms sms = new Sms(
                UUID.randomUUID().toString(), old, templates.numberChanged(reader), Optional.empty(), NOTICE_VALID_FOR);
        return chain.send(sms, old.country()).replaceWithVoid();
    }

    /**
     * Records that the code of these texts was redeemed.
     *
     * @param read the challenge of the text that it was read from, if that is known
     * @param all the challenges of all of them
     */
    public Uni<Void> redeemed(Optional<String> read, List<String> all) {
        List<Uni<Void>> closed = all.stream()
                .map(challenge -> deliveries.redeemed(
                        challenge, read.filter(challenge::equals).isPresent()))
                .toList();
        return closed.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(closed).andFailFast().replaceWithVoid();
    }
}
