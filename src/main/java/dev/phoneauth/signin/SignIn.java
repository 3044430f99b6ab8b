package dev.phoneauth.signin;

import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCode;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.proof.ProofRequest;
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Tokens;
import dev.phoneauth.session.UserGone;
import dev.phoneauth.sms.Recipient;
import dev.phoneauth.user.Ids;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The straight way in: number → guard → code → text → redeem → user → session. */
@ApplicationScoped
class SignIn {
    private static final int RETRIES_AFTER_DELETION = 3;

    private final NumberProof proof;
    private final Users users;
    private final Sessions sessions;
    private final dev.phoneauth.store.Database database;
    private final java.time.Clock clock;

    SignIn(
            NumberProof proof,
            Users users,
            Sessions sessions,
            dev.phoneauth.store.Database database,
            java.time.Clock clock) {
        this.database = database;
        this.clock = clock;
        this.proof = proof;
        this.users = users;
        this.sessions = sessions;
    }

    /** Sends a code to the number. */
    Uni<CodeSent> requestCode(
            PhoneNumber number, Network network, Recipient recipient, Optional<String> idempotencyKey) {
        return proof.request(new ProofRequest(CodePurpose.SIGN_IN, number, network, recipient, idempotencyKey));
    }

    /** Opens a session for the holder of the number; a first sign-in makes the user. */
    Uni<Tokens> redeem(PhoneNumber number, String code, Optional<Challenge> challenge, Device device, Network network) {
        return proof.redeem(CodePurpose.SIGN_IN, number, code, challenge, network)
                .chain(right ->
                        use(right).chain(() -> open(number, device, network)).call(() -> proof.complete(right)));
    }

    private Uni<Void> use(RightCode code) {
        return database.run(session -> UsedCode.insert(code, null, Ids.next(), clock.instant()))
                .invoke(SignIn::refuseIfUsed)
                .replaceWithVoid();
    }

    private static void refuseIfUsed(boolean inserted) {
        if (!inserted) {
            throw Problem.INVALID_CODE.failure();
        }
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
}
