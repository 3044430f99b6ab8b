package dev.phoneauth.signin;

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
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Tokens;
import dev.phoneauth.sms.Texts;
import dev.phoneauth.sms.Texts.NotSent;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** The straight way in: number → guard → code → text → redeem → user → session. */
@ApplicationScoped
class SignIn {
    /** Longer than it takes a request with the same {@code Idempotency-Key}, admitted a moment before, to make its code. */
    private static final Duration TWIN_REQUEST = Duration.ofMillis(150);

    private final SendGuard guard;
    private final AttemptGuard attempts;
    private final Codes codes;
    private final Texts texts;
    private final Users users;
    private final Sessions sessions;

    SignIn(SendGuard guard, AttemptGuard attempts, Codes codes, Texts texts, Users users, Sessions sessions) {
        this.guard = guard;
        this.attempts = attempts;
        this.codes = codes;
        this.texts = texts;
        this.users = users;
        this.sessions = sessions;
    }

    /** Texts a code to the number, if the guard lets it. */
    Uni<IssuedCode.Answer> requestCode(PhoneNumber number, Network network) {
        return send(number, network, codes.newChallenge());
    }

    /** As {@link #requestCode}, but once: the same key gets the same answer while the code lives, and no second text. */
    Uni<IssuedCode.Answer> requestCodeOnce(PhoneNumber number, Network network, String idempotencyKey) {
        Challenge challenge = codes.challengeFor(number, idempotencyKey);
        return answerGiven(number, challenge)
                .onItem()
                .ifNull()
                .switchTo(() -> send(number, network, challenge)
                        .onFailure(SignIn::isLimit)
                        .recoverWithUni(limit -> answerOfTwin(number, challenge, limit)));
    }

    /** Opens a session for whoever knows the code; makes the user if he is new. */
    Uni<Tokens> redeem(PhoneNumber number, String code, Optional<Challenge> challenge, Network network) {
        return attempts.admitProof(network)
                .chain(() -> codes.redeem(Purpose.SIGN_IN, number, code, challenge))
                .invoke(SignIn::refuseUnlessRight)
                .chain(() -> guard.redeemed(number))
                .chain(() -> users.findOrCreate(number))
                .chain(sessions::open);
    }

    private Uni<IssuedCode.Answer> send(PhoneNumber number, Network network, Challenge challenge) {
        return guard.admit(number, network)
                .chain(admission -> codes.issue(Purpose.SIGN_IN, number, challenge, admission.resendIn())
                        .call(issued -> text(admission, issued))
                        .map(IssuedCode::answer));
    }

    private Uni<Void> text(Admission admission, IssuedCode issued) {
        return texts.sendCode(admission.number(), issued.code(), issued.answer().expiresIn())
                .onFailure(NotSent.class)
                .call(failure -> undo(admission, issued, failure))
                .onFailure(NotSent.class)
                .transform(NotSent::problem);
    }

    private Uni<Void> undo(Admission admission, IssuedCode issued, NotSent failure) {
        return codes.withdraw(
                        Purpose.SIGN_IN, admission.number(), issued.answer().challenge())
                .chain(() -> failure.refused() ? guard.giveBack(admission) : guard.endCooldown(admission));
    }

    private Uni<IssuedCode.Answer> answerGiven(PhoneNumber number, Challenge challenge) {
        return codes.answered(Purpose.SIGN_IN, number, challenge);
    }

    private Uni<IssuedCode.Answer> answerOfTwin(PhoneNumber number, Challenge challenge, Throwable limit) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(TWIN_REQUEST)
                .chain(() -> answerGiven(number, challenge))
                .onItem()
                .ifNull()
                .failWith(limit);
    }

    private static boolean isLimit(Throwable failure) {
        return failure instanceof ProblemException problem && problem.is(Problem.TOO_MANY_REQUESTS);
    }

    private static void refuseUnlessRight(boolean right) {
        if (!right) {
            throw Problem.INVALID_CODE.failure();
        }
    }
}
