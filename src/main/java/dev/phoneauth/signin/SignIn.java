package dev.phoneauth.signin;

import dev.phoneauth.code.Answers;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.proof.Accepted;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Tokens;
import dev.phoneauth.session.UserGone;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The straight way in: number → guard → code → text → redeem → user → session. */
@ApplicationScoped
class SignIn {
    private static final int RETRIES_AFTER_DELETION = 3;

    private final NumberProof proof;
    private final Answers answers;
    private final Users users;
    private final Sessions sessions;

    SignIn(NumberProof proof, Answers answers, Users users, Sessions sessions) {
        this.proof = proof;
        this.answers = answers;
        this.users = users;
        this.sessions = sessions;
    }

    /** Texts a code to the number, if the guard lets it. */
    Uni<IssuedCode.Answer> requestCode(PhoneNumber number, Network network, Reader reader) {
        return proof.ask(Purpose.SIGN_IN, number, network, reader);
    }

    /** As {@link #requestCode}, but once: the same key gets the same answer while the code lives, and no second text. */
    Uni<IssuedCode.Answer> requestCodeOnce(PhoneNumber number, Network network, Reader reader, String idempotencyKey) {
        return proof.askOnce(Purpose.SIGN_IN, number, network, reader, answers.challengeFor(number, idempotencyKey));
    }

    /** Opens a session for whoever knows the code; makes the user if he is new. */
    Uni<Tokens> redeem(PhoneNumber number, String code, Optional<Challenge> challenge, Device device, Network network) {
        return proof.accept(Purpose.SIGN_IN, number, code, challenge, network)
                .chain(accepted -> settled(accepted, open(number, device, network)));
    }

    /** Who is deleted at this very moment is made anew, as he would be a moment later. */
    private Uni<Tokens> open(PhoneNumber number, Device device, Network network) {
        return Uni.createFrom()
                .deferred(() -> users.findOrCreate(number))
                .chain(user -> sessions.open(user, device, network))
                .onFailure(UserGone.class)
                .retry()
                .atMost(RETRIES_AFTER_DELETION);
    }

    /** Both at once, for neither needs the other. */
    private Uni<Tokens> settled(Accepted accepted, Uni<Tokens> opened) {
        return Uni.combine().all().unis(proof.settle(accepted), opened).with((settled, tokens) -> tokens);
    }
}
