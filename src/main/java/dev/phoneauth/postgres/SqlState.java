package dev.phoneauth.postgres;

import dev.phoneauth.store.Outage;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a failure says by its <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQLSTATE</a>. */
public final class SqlState {
    /** Classes: connection, deadlock, resources, operator intervention, system error. */
    private static final Set<String> OUTAGES = Set.of("08", "40", "53", "57", "58");

    private static final Set<String> UNDEFINED = Set.of("42P01", "42703");
    private static final String READ_ONLY = "25006";

    private SqlState() {}

    /** Whether the server only reads: a standby, a former primary, or one whose disk is full. */
    static boolean isReadOnly(Throwable failure) {
        return of(failure).orElse("").equals(READ_ONLY);
    }

    /** Whether a unique or foreign key refuses the change (class 23): another transaction was faster. */
    public static boolean isViolation(Throwable failure) {
        return of(failure).orElse("").startsWith("23");
    }

    /** Whether a table or column is missing. */
    public static boolean isUndefined(Throwable failure) {
        return UNDEFINED.contains(of(failure).orElse(""));
    }

    /** Whether PostgreSQL is not available; its SQLSTATE decides where there is one. */
    public static boolean isOutage(Throwable failure) {
        return of(failure)
                .map(state -> state.equals(READ_ONLY) || OUTAGES.contains(state.substring(0, 2)))
                .orElseGet(() -> causes(failure).anyMatch(Outage::isSilence));
    }

    /** Empty where PostgreSQL did not answer. */
    public static Optional<String> of(Throwable failure) {
        return causes(failure)
                .map(SqlState::ofCause)
                .filter(state -> state != null && !state.isEmpty())
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** Hibernate turns the driver's exception into a SQLException and keeps nothing else of it. */
    private static String ofCause(Throwable cause) {
        if (cause instanceof PgException answer) {
            return answer.getSqlState();
        }
        return cause instanceof SQLException answer ? answer.getSQLState() : null;
    }
}
