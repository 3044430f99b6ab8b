package dev.phoneauth.account;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.Caller;
import dev.phoneauth.session.CallerDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What cannot be undone asks for a session that was opened by a code just now, and not only kept going. */
@ApplicationScoped
class RecentSignIn {
    private static final Duration RECENT = Duration.ofMinutes(15);

    private static final String IS_RECENT = """
            select s.created_at > $4 as recent from sessions s
            where s.id = $1 and s.user_id = $2 and s.expires_at > $3""";

    private final CallerDatabase database;
    private final Clock clock;

    RecentSignIn(CallerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Sessions opened later are recent. */
    Instant since() {
        return clock.instant().minus(RECENT);
    }

    /** Fails with {@code not_authenticated} or {@code recent_sign_in_required}. */
    Uni<Void> require(Caller caller) {
        return isRecent(caller).invoke(RecentSignIn::refuseUnless).replaceWithVoid();
    }

    /** Fails with {@code not_authenticated}. */
    Uni<Void> requireAlive(Caller caller) {
        return isRecent(caller).replaceWithVoid();
    }

    static void refuseUnless(boolean recent) {
        if (!recent) {
            throw Problem.RECENT_SIGN_IN_REQUIRED.failure();
        }
    }

    private Uni<Boolean> isRecent(Caller caller) {
        return database.read(IS_RECENT, caller, since()).map(row -> row.getBoolean("recent"));
    }
}
