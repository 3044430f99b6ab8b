package dev.phoneauth.signin;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Ids;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.session.Sessions;
import dev.phoneauth.user.Users;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Signs in with made-up numbers before the ports open, and rolls that back: on a JVM the first requests would otherwise wait
 * for classes and connections, longer than they may. A native executable has its classes, and starts at once. A sign-in that
 * fails here fails no start.
 */
@ApplicationScoped
class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private static final Network NETWORK = new Network("warm-up");
    private static final int SIGN_INS = 128;
    private static final int AT_ONCE = 16;

    @Inject Codes codes;
    @Inject UsedCodes usedCodes;
    @Inject Postgres postgres;
    @Inject Users users;
    @Inject Sessions sessions;
    @Inject Clock clock;

    /** From this thread each of those at once gets a Vert.x context, and so a Hibernate session, of its own. */
    void signIn(@Observes @Priority(40) StartupEvent start) {
        if (ImageMode.current() == ImageMode.JVM && LaunchMode.current() == LaunchMode.NORMAL) {
            signIn(0)
                    .onFailure()
                    .invoke(failure -> LOG.warn("The service is not warmed up: its first answers may be slow", failure))
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
            signInAtOnce().await().indefinitely();
        }
    }

    private Uni<Void> signInAtOnce() {
        return Multi.createFrom()
                .range(1, SIGN_INS)
                .onItem()
                .transformToUni(number -> signIn(number).onFailure().recoverWithNull())
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    /** The calling code 999 is not in use. */
    private Uni<Void> signIn(int number) {
        CodePurpose purpose = CodePurpose.signIn(new PhoneNumber("+999" + (1_000_000 + number), "ZZ"));
        CodeRequest typed = new CodeRequest(purpose.number().e164(), "000000", null, null);
        return codes.compare(purpose, typed, NETWORK.name())
                .replaceWith(new RightCode(purpose, typed, codes.newChallenge(), 0, List.of()))
                .chain(code -> postgres.rehearse(() -> open(code)));
    }

    private Uni<?> open(RightCode code) {
        UUID session = Ids.next();
        Instant now = clock.instant();
        return usedCodes
                .use(code, session, Optional.empty())
                .chain(() -> users.findOrCreate(code.purpose().number(), now))
                .chain(user -> sessions.open(session, user, null, NETWORK, now));
    }
}
