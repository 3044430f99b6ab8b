package dev.phoneauth.signin;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Ids;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.proof.Callers.Caller;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Tokens;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Signs in: redeem → user → session. */
@ApplicationScoped
class SignIn {
    /** Far more than needed: an invite code may be drawn that is taken, a user created or deleted at the same time. */
    private static final int RETRIES = 10;

    @Inject NumberProof proof;
    @Inject UsedCodes usedCodes;
    @Inject Postgres postgres;
    @Inject Users users;
    @Inject Sessions sessions;

    /** Opens a session for the number's user, whom the first sign-in creates; fails as {@link NumberProof#redeem}. */
    Uni<Tokens> redeem(PhoneNumber number, CodeRequest typed, String device, Caller caller) {
        return proof.redeem(
                CodePurpose.signIn(number), typed, caller, code -> open(code, device, caller), this::repeat);
    }

    private Uni<Tokens> open(RightCode code, String device, Caller caller) {
        UUID session = Ids.next();
        return postgres.transaction(() -> usedCodes
                        .use(code, session, caller.idempotencyKey())
                        .chain(() -> users.findOrCreate(code.purpose().number()))
                        .chain(user -> sessions.open(session, user, device, caller.network())))
                .onFailure(SqlState::isViolation)
                .retry()
                .atMost(RETRIES)
                .invoke(opened -> Sessions.count("opened"));
    }

    private Uni<Tokens> repeat(UUID session) {
        return postgres.transaction(() -> sessions.repeat(session)).plug(Problem.INVALID_CODE::ifAbsent);
    }
}
