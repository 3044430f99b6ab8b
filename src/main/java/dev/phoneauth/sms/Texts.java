package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Sends texts, through the chain of senders. */
@ApplicationScoped
public class Texts {
    private static final Duration NOTICE_VALID_FOR = Duration.ofHours(4);

    private final Templates templates;
    private final Chain chain;
    private final Deliveries deliveries;
    private final PhoneNumbers numbers;
    private final TestNumbers testNumbers;

    Texts(Templates templates, Chain chain, Deliveries deliveries, PhoneNumbers numbers, TestNumbers testNumbers) {
        this.templates = templates;
        this.chain = chain;
        this.deliveries = deliveries;
        this.numbers = numbers;
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
     * Texts a code.
     *
     * @return how many texts may be on their way: more than one where a sender left it open and the next one accepted;
     *     fails with {@link NotSent} when no sender accepted it
     */
    public Uni<Integer> sendCode(CodeText text) {
        return testNumbers.code(text.to()).isPresent() ? skip(text) : send(text);
    }

    private Uni<Integer> send(CodeText text) {
        String country = numbers.country(text.to());
        Sms sms = new Sms(
                deliveries.id(text),
                text.to(),
                templates.code(text.reader(), text.code(), text.expiresIn()),
                Optional.of(text.code()),
                Duration.ofSeconds(text.expiresIn()));
        return deliveries
                .queued(sms.id(), text, country)
                .chain(() -> chain.send(sms, country))
                .call(accepted -> orForget(deliveries.note(sms.id(), accepted.sender(), accepted.state())))
                .onFailure(NotSent.class)
                .call(() -> orForget(deliveries.notSent(sms.id())))
                .map(Chain.Acceptance::texts);
    }

    /** Whoever uses a test number knows its code, but may ask what has become of the text. */
    private Uni<Integer> skip(CodeText text) {
        String id = deliveries.id(text);
        return deliveries
                .queued(id, text, numbers.country(text.to()))
                .chain(() -> deliveries.skipped(id))
                .replaceWith(1);
    }

    /** Tells the holder of a number that it no longer belongs to his account; fails with {@link NotSent}. */
    public Uni<Void> tellNumberChanged(PhoneNumber old, Reader reader) {
        if (testNumbers.code(old).isPresent()) {
            return Uni.createFrom().voidItem();
        }
        Sms sms = new Sms(
                UUID.randomUUID().toString(), old, templates.numberChanged(reader), Optional.empty(), NOTICE_VALID_FOR);
        return chain.send(sms, numbers.country(old)).replaceWithVoid();
    }

    /**
     * The code of these texts has come back.
     *
     * @param answered the challenge of the one that it was read from, where that is known
     * @param all the challenges of all of them
     */
    public Uni<Void> redeemed(Optional<String> answered, List<String> all) {
        Stream<Uni<Void>> notes = Stream.concat(
                answered.stream().map(deliveries::redeemed),
                all.stream()
                        .filter(other -> !answered.equals(Optional.of(other)))
                        .map(deliveries::over));
        return orForget(Uni.join().all(notes.toList()).andFailFast().replaceWithVoid());
    }

    /** What is known of a text can be lost; what was decided on it stands. */
    private static Uni<Void> orForget(Uni<Void> note) {
        return note.onFailure(ProblemException.class).recoverWithNull();
    }

    /** No sender accepted the text. */
    public static class NotSent extends RuntimeException {
        private final int uncertain;

        NotSent(int uncertain) {
            super("no sender accepted the text", null, false, false);
            this.uncertain = uncertain;
        }

        /** How many may be on their way all the same, as so many senders left it open. */
        public int uncertain() {
            return uncertain;
        }

        /** 503, with a wait after which ailing senders are tried again. */
        public RuntimeException problem() {
            return Problem.SMS_NOT_DELIVERED.failure().retryAfter(Circuit.OPEN_FOR);
        }
    }
}
