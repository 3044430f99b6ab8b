package dev.phoneauth.proof;

import dev.phoneauth.code.Answers;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.Admission;
import dev.phoneauth.guard.AttemptGuard;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.CodeText;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.sms.Texts;
import dev.phoneauth.sms.Texts.NotSent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Has somebody prove that he holds a number: number → guard → code → text, and the code back. */
@ApplicationScoped
public class NumberProof {
    private final SendGuard guard;
    private final AttemptGuard attempts;
    private final Codes codes;
    private final Answers answers;
    private final Texts texts;

    NumberProof(SendGuard guard, AttemptGuard attempts, Codes codes, Answers answers, Texts texts) {
        this.guard = guard;
        this.attempts = attempts;
        this.codes = codes;
        this.answers = answers;
        this.texts = texts;
    }

    /**
     * A right code.
     *
     * @param answered the text that it was read from, where that is known
     * @param texts all that brought it
     */
    public record Accepted(PhoneNumber number, Optional<Challenge> answered, List<Challenge> texts) {
        /** Where only one text brought the code, nobody needs to tell which. */
        static Accepted of(PhoneNumber number, Optional<Challenge> told, List<Challenge> texts) {
            return new Accepted(
                    number, told.or(() -> texts.stream().findFirst().filter(only -> texts.size() == 1)), texts);
        }
    }

    /**
     * Texts a code to the number, if the guard lets it.
     *
     * @return fails with {@code phone_number_not_allowed}, {@code too_many_requests} or {@code sms_not_delivered}
     */
    public Uni<IssuedCode.Answer> ask(Purpose purpose, PhoneNumber number, Network network, Reader reader) {
        return ask(purpose, number, network, reader, codes.newChallenge());
    }

    /** As {@link #ask(Purpose, PhoneNumber, Network, Reader)}, with a handle of the caller's for the text. */
    public Uni<IssuedCode.Answer> ask(
            Purpose purpose, PhoneNumber number, Network network, Reader reader, Challenge challenge) {
        return guard.admit(number, network)
                .chain(admission -> codes.issue(purpose, number, challenge, admission.resendIn())
                        .call(issued -> text(purpose, admission, issued, reader))
                        .map(IssuedCode::answer));
    }

    /**
     * Uses up the code if it is the right one; what follows is to be {@link #settle settled}.
     *
     * @return fails with {@code invalid_code}, alike for every reason, or {@code too_many_requests}
     */
    public Uni<Accepted> accept(
            Purpose purpose, PhoneNumber number, String code, Optional<Challenge> challenge, Network network) {
        return attempts.admitProof(network)
                .chain(() -> codes.redeem(purpose, number, code, challenge))
                .map(texts -> Accepted.of(number, challenge, texts.orElseThrow(Problem.INVALID_CODE::failure)));
    }

    /** What follows from a right code: the number need not wait for its next text, and those that brought it are over. */
    public Uni<Void> settle(Accepted accepted) {
        return Uni.combine()
                .all()
                .unis(
                        guard.redeemed(accepted.number()),
                        texts.redeemed(accepted.answered().map(Challenge::id), ids(accepted.texts())))
                .discardItems();
    }

    private Uni<Void> text(Purpose purpose, Admission admission, IssuedCode issued, Reader reader) {
        IssuedCode.Answer answer = issued.answer();
        return texts.sendCode(new CodeText(
                        admission.number(),
                        issued.code(),
                        answer.challenge().id(),
                        answer.expiresIn(),
                        answer.resendIn(),
                        reader))
                .chain(sent -> guard.sent(admission, sent))
                .onFailure(NotSent.class)
                .recoverWithUni(failure -> undo(purpose, admission, answer.challenge(), failure)
                        .onItem()
                        .failWith(failure::problem));
    }

    private Uni<Void> undo(Purpose purpose, Admission admission, Challenge challenge, NotSent failure) {
        return answers.withdraw(purpose, admission.number(), challenge)
                .chain(() -> guard.notSent(admission, failure.uncertain()));
    }

    private static List<String> ids(List<Challenge> challenges) {
        return challenges.stream().map(Challenge::id).toList();
    }
}
