package dev.phoneauth.signin;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.guard.DeviceTokens;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Ids;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.proof.Callers.Caller;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.session.Sessions.OpenSession;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    @Inject DeviceTokens devices;
    @Inject Clock clock;

    /** Opens a session for the number's user, whom the first sign-in creates; fails as {@link NumberProof#redeem}. */
    Uni<SignedInUser> redeem(PhoneNumber number, CodeRequest typed, String device, Caller caller) {
        return proof.redeem(
                CodePurpose.signIn(number),
                typed,
                caller,
                code -> open(code, device, caller),
                session -> repeat(number, session));
    }

    private Uni<SignedInUser> open(RightCode code, String device, Caller caller) {
        return postgres.transaction(
                        () -> open(code, device, caller, clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .onFailure(SqlState::isViolation)
                .retry()
                .atMost(RETRIES)
                .invoke(opened -> Sessions.count("opened"));
    }

    private Uni<SignedInUser> open(RightCode code, String device, Caller caller, Instant now) {
        UUID session = Ids.next();
        return usedCodes
                .use(code, session, caller.idempotencyKey())
                .chain(() -> users.findOrCreate(code.purpose().number(), now))
                .chain(user -> sessions.open(session, user, device, caller.network(), now))
                .map(opened -> answer(code.purpose().number(), opened));
    }

    private Uni<SignedInUser> repeat(PhoneNumber number, UUID session) {
        return postgres.transaction(() -> sessions.repeat(session))
                .plug(Problem.INVALID_CODE::ifAbsent)
                .map(opened -> answer(number, opened));
    }

    private SignedInUser answer(PhoneNumber number, OpenSession opened) {
        return SignedInUser.of(opened, devices.issue(number));
    }
}
