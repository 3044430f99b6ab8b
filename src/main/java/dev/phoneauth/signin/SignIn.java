package dev.phoneauth.signin;

import dev.phoneauth.code.Answers;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.proof.Accepted;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Tokens;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The straight way in: number → guard → code → text → redeem → user → session. */
@ApplicationScoped
class SignIn {
    /** One would do, but for invite codes that are drawn twice. */
    private static final int RETRIES = 10;

    @Inject
    NumberProof proof;

    @Inject
    Answers answers;

    @Inject
    Postgres postgres;

    @Inject
    Users users;

    @Inject
    Sessions sessions;

    /** Texts a code to the number, if the guard lets it. */
    Uni<IssuedCode.Answer> requestCode(PhoneNumber number, Network network, Reader reader) {
        return proof.ask(Purpose.SIGN_IN, number, network, reader);
    }

    /** As {@link #requestCode}, but once: the same key gets the same answer while the code lives, and no second text. */
    Uni<IssuedCode.Answer> requestCodeOnce(PhoneNumber number, Network network, Reader reader, String idempotencyKey) {
        return proof.askOnce(Purpose.SIGN_IN, number, network, reader, answers.challengeFor(number, idempotencyKey));
    }

    /** Opens a session for a right code; creates the user if there is none with the number. */
    Uni<Tokens> redeem(PhoneNumber number, String code, Optional<Challenge> challenge, Device device, Network network) {
        return proof.accept(Purpose.SIGN_IN, number, code, challenge, network)
                .chain(accepted -> settled(accepted, open(number, device, network)));
    }

    /** Repeated when another transaction creates or deletes the user at the same time. */
    private Uni<Tokens> open(PhoneNumber number, Device device, Network network) {
        return postgres.transaction(() -> findAndOpen(number, device, network))
                .onFailure(SqlState::isViolation)
                .retry()
                .atMost(RETRIES)
                .invoke(sessions::countOpened);
    }

    private Uni<Tokens> findAndOpen(PhoneNumber number, Device device, Network network) {
        return users.findOrCreate(number).chain(user -> sessions.open(user, device, network));
    }

    /** Both at once, for neither needs the other. */
    private Uni<Tokens> settled(Accepted accepted, Uni<Tokens> opened) {
        return Uni.combine().all().unis(proof.settle(accepted), opened).with((settled, tokens) -> tokens);
    }
}
