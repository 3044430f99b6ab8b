package dev.phoneauth.signin;

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
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Tokens;
import dev.phoneauth.sms.CodeText;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.sms.Texts;
import dev.phoneauth.sms.Texts.NotSent;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The straight way in: number → guard → code → text → redeem → user → session. */
@ApplicationScoped
class SignIn {
    private final SendGuard guard;
    private final AttemptGuard attempts;
    private final Codes codes;
    private final Answers answers;
    private final Texts texts;
    private final Users users;
    private final Sessions sessions;

    SignIn(
            SendGuard guard,
            AttemptGuard attempts,
            Codes codes,
            Answers answers,
            Texts texts,
            Users users,
            Sessions sessions) {
        this.guard = guard;
        this.attempts = attempts;
        this.codes = codes;
        this.answers = answers;
        this.texts = texts;
        this.users = users;
        this.sessions = sessions;
    }

    /** Texts a code to the number, if the guard lets it. */
    Uni<IssuedCode.Answer> requestCode(PhoneNumber number, Network network, Reader reader) {
        return send(number, network, codes.newChallenge(), reader);
    }

    /** As {@link #requestCode}, but once: the same key gets the same answer while the code lives, and no second text. */
    Uni<IssuedCode.Answer> requestCodeOnce(PhoneNumber number, Network network, Reader reader, String idempotencyKey) {
        Challenge challenge = answers.challengeFor(number, idempotencyKey);
        return answers.givenOrClaim(Purpose.SIGN_IN, number, challenge)
                .onItem()
                .ifNull()
                .switchTo(() -> send(number, network, challenge, reader)
                        .eventually(() -> answers.release(Purpose.SIGN_IN, number, challenge)));
    }

    /** Opens a session for whoever knows the code; makes the user if he is new. */
    Uni<Tokens> redeem(PhoneNumber number, String code, Optional<Challenge> challenge, Device device, Network network) {
        return attempts.admitProof(network)
                .chain(() -> codes.redeem(Purpose.SIGN_IN, number, code, challenge))
                .invoke(SignIn::refuseUnlessRight)
                .chain(() -> userOf(number, challenge))
                .chain(user -> sessions.open(user, device, network));
    }

    private Uni<IssuedCode.Answer> send(PhoneNumber number, Network network, Challenge challenge, Reader reader) {
        return guard.admit(number, network)
                .chain(admission -> codes.issue(Purpose.SIGN_IN, number, challenge, admission.resendIn())
                        .call(issued -> text(admission, issued, reader))
                        .map(IssuedCode::answer));
    }

    private Uni<Void> text(Admission admission, IssuedCode issued, Reader reader) {
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
                .recoverWithUni(
                        failure -> undo(admission, issued, failure).onItem().failWith(failure::problem));
    }

    private Uni<Void> undo(Admission admission, IssuedCode issued, NotSent failure) {
        return answers.withdraw(
                        Purpose.SIGN_IN, admission.number(), issued.answer().challenge())
                .chain(() -> guard.notSent(admission, failure.uncertain()));
    }

    /** What follows from a right code: three things at once, for none of them needs another. */
    private Uni<UUID> userOf(PhoneNumber number, Optional<Challenge> challenge) {
        return Uni.combine()
                .all()
                .unis(noteRedeemed(challenge), guard.redeemed(number), users.findOrCreate(number))
                .with((noted, ended, user) -> user);
    }

    private Uni<Void> noteRedeemed(Optional<Challenge> challenge) {
        return challenge
                .map(known -> texts.redeemed(known.id()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static void refuseUnlessRight(boolean right) {
        if (!right) {
            throw Problem.INVALID_CODE.failure();
        }
    }
}
