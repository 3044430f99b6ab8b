package dev.phoneauth.proof;

import dev.phoneauth.code.Answers;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.AttemptGuard;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.sms.Texts;
import dev.phoneauth.sms.Texts.NotSent;
import dev.phoneauth.sms.Texts.Sent;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Has somebody prove that he holds a number: number → guard → code → text, and the code back. */
@ApplicationScoped
public class NumberProof {
    private final SendGuard guard;
    private final AttemptGuard attempts;
    private final Codes codes;
    private final Answers answers;
    private final Texts texts;
    private final RedisStore redis;

    NumberProof(SendGuard guard, AttemptGuard attempts, Codes codes, Answers answers, Texts texts, RedisStore redis) {
        this.guard = guard;
        this.attempts = attempts;
        this.codes = codes;
        this.answers = answers;
        this.texts = texts;
        this.redis = redis;
    }

    /**
     * Texts a code to the number, if the guard lets it.
     *
     * @return fails with {@code phone_number_not_allowed}, {@code too_many_requests} or {@code sms_not_delivered}
     */
    public Uni<IssuedCode.Answer> ask(Purpose purpose, PhoneNumber number, Network network, Reader reader) {
        return ask(purpose, number, network, reader, codes.newChallenge());
    }

    /**
     * As {@link #ask}, with a handle of the caller's for the text: the same gets the same answer while the code lives, and
     * no second text.
     *
     * @return fails with {@code service_unavailable}, too, when another request is at it for too long
     */
    public Uni<IssuedCode.Answer> askOnce(
            Purpose purpose, PhoneNumber number, Network network, Reader reader, Challenge challenge) {
        return answers.once(() -> ask(purpose, number, network, reader, challenge));
    }

    /**
     * Uses up the code if it is the right one, and the number need not wait for its next text; what follows is to be
     * {@link #settle settled}.
     *
     * @return fails with {@code invalid_code}, alike for every reason, or {@code too_many_requests}
     */
    public Uni<Accepted> accept(
            Purpose purpose, PhoneNumber number, String code, Optional<Challenge> challenge, Network network) {
        return redis.run(attempts.proof(network)
                        .then(codes.redemption(purpose, number, code, challenge))
                        .map(texts -> texts.orElseThrow(Problem.INVALID_CODE::failure))
                        .call(guard.redeemed(number)))
                .map(texts -> Accepted.of(challenge, texts));
    }

    /** What follows from a right code: the texts that brought it are over. */
    public Uni<Void> settle(Accepted accepted) {
        return redis.runOrForget(settlement(accepted));
    }

    /** As {@link #settle}, for who has more to ask of Redis. */
    public Step<Void> settlement(Accepted accepted) {
        return texts.over(accepted.answered().map(Challenge::id), accepted.textIds());
    }

    private Uni<IssuedCode.Answer> ask(
            Purpose purpose, PhoneNumber number, Network network, Reader reader, Challenge challenge) {
        return redis.run(asking(purpose, number, network, challenge))
                .call(asked -> text(asked, reader))
                .map(asked -> asked.issued().answer());
    }

    /** Admission, code and text: all of them, or none. */
    private Step<Asked> asking(Purpose purpose, PhoneNumber number, Network network, Challenge challenge) {
        return answers.first(purpose, number, challenge)
                .then(guard.admission(number, network))
                .then(
                        codes.issue(purpose, number, challenge),
                        (admission, issued) -> new Asked(purpose, admission, issued))
                .call(texts.queue(number, challenge.id()));
    }

    /** What is known of a text can be lost; what was decided on it stands. */
    private Uni<Void> text(Asked asked, Reader reader) {
        return texts.sendCode(asked.text(reader))
                .chain(sent -> redis.runOrForget(kept(asked, sent)))
                .onFailure(NotSent.class)
                .recoverWithUni(
                        failure -> redis.run(undone(asked, failure)).onItem().failWith(failure::problem));
    }

    private Step<Void> kept(Asked asked, Sent sent) {
        return sent.note()
                .then(guard.sent(asked.admission(), sent.texts()))
                .then(answers.keep(asked.purpose(), asked.number(), asked.challenge()));
    }

    private Step<Void> undone(Asked asked, NotSent failure) {
        return texts.notSent(asked.challenge().id())
                .then(answers.withdraw(asked.purpose(), asked.number(), asked.challenge()))
                .then(guard.notSent(asked.admission(), failure.uncertain()));
    }
}
