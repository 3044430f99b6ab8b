package dev.phoneauth.store;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's own word for what went wrong: <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQLSTATE</a>. */
public final class SqlState {
    private static final String INTEGRITY_CONSTRAINT_VIOLATION = "23";

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String UNDEFINED_TABLE = "42P01";

    private SqlState() {}

    /** Whether a row stands in the way, such as one with the same unique value. */
    public static boolean isViolation(Throwable failure) {
        return of(failure)
                .filter(state -> state.startsWith(INTEGRITY_CONSTRAINT_VIOLATION))
                .isPresent();
    }

    /** Whether a row is gone that another one refers to. */
    public static boolean isForeignKeyViolation(Throwable failure) {
        return of(failure).filter(FOREIGN_KEY_VIOLATION::equals).isPresent();
    }

    public static boolean isUndefinedTable(Throwable failure) {
        return of(failure).filter(UNDEFINED_TABLE::equals).isPresent();
    }

    /** Empty where PostgreSQL has said nothing. */
    public static Optional<String> of(Throwable failure) {
        return causes(failure).map(SqlState::said).flatMap(Optional::stream).findFirst();
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** Hibernate makes a SQLException of what the driver has thrown, and keeps nothing else of it. */
    private static Optional<String> said(Throwable cause) {
        if (cause instanceof PgException answer) {
            return Optional.ofNullable(answer.getSqlState());
        }
        return cause instanceof SQLException answer ? Optional.ofNullable(answer.getSQLState()) : Optional.empty();
    }
}
