package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.store.Step;
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

    /** What is wrong with the templates: sentences that begin with the setting. */
    public List<String> templateFaults() {
        return templates.faults();
    }

    /** A text that somebody took, with what is to be noted of it; more than one where a sender before had left it open. */
    public record Sent(int texts, Step<Void> note) {}

    /** A code is to be texted; comes after its issue. */
    public Step<Void> queue(PhoneNumber to, String challengeId) {
        String country = numbers.country(to);
        return testNumbers.has(to) ? deliveries.skipped(challengeId, country) : deliveries.queued(challengeId, country);
    }

    /** Texts a code that is queued; fails with {@link NotSent}. Whoever uses a test number knows it, and gets none. */
    public Uni<Sent> sendCode(CodeText text) {
        return testNumbers.has(text.to())
                ? Uni.createFrom().item(new Sent(1, Step.nothing()))
                : chain.send(sms(text), numbers.country(text.to())).map(taken -> sent(text, taken));
    }

    private Sms sms(CodeText text) {
        return new Sms(
                deliveries.id(text),
                text.to(),
                templates.code(text.reader(), text.code(), text.expiresIn()),
                Optional.of(text.code()),
                Duration.ofSeconds(text.expiresIn()));
    }

    private Sent sent(CodeText text, Chain.Acceptance taken) {
        return new Sent(taken.texts(), deliveries.accepted(text.challengeId(), taken.sender(), taken.state()));
    }

    /** What is to be noted of a text that nobody took. */
    public Step<Void> notSent(String challengeId) {
        return deliveries.notSent(challengeId);
    }

    /** Tells the holder of a number that it no longer belongs to his account; fails with {@link NotSent}. */
    public Uni<Void> tellNumberChanged(PhoneNumber old, Reader reader) {
        if (testNumbers.has(old)) {
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
    public Step<Void> over(Optional<String> answered, List<String> all) {
        List<String> answeredFirst =
                Stream.concat(answered.stream(), all.stream()).distinct().toList();
        return deliveries.over(answeredFirst, answered.isPresent());
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
