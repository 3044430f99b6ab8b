package dev.phoneauth.startup;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/**
 * Why the tables could not be brought up to date.
 *
 * @param mayPass whether the database is only not there yet
 */
record Refusal(boolean mayPass, String sentence) {
    /** SQLSTATE classes of a database that one cannot even get into: connection, authorization, catalog name, starting up. */
    private static final Set<String> CLOSED_DOOR = Set.of("08", "28", "3D", "57");

    /** Those of them that pass by themselves. */
    private static final Set<String> NOT_THERE_YET = Set.of("08", "57");

    private static final String NOT_UP_TO_DATE = "the tables cannot be brought up to date: ";

    static Refusal of(FlywayException failed) {
        return Stream.<Throwable>iterate(failed, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .map(Refusal::of)
                .orElseGet(() -> new Refusal(false, NOT_UP_TO_DATE + failed.getMessage()));
    }

    private static Refusal of(SQLException refused) {
        String state = stateClass(refused);
        return CLOSED_DOOR.contains(state)
                ? new Refusal(
                        NOT_THERE_YET.contains(state),
                        refused.getMessage()
                                + " The database is named by QUARKUS_DATASOURCE_REACTIVE_URL, _USERNAME and _PASSWORD")
                : new Refusal(false, NOT_UP_TO_DATE + refused.getMessage());
    }

    /** The driver's own time-outs have no SQLSTATE: nobody answered. */
    private static String stateClass(SQLException refused) {
        return refused.getSQLState() == null ? "08" : refused.getSQLState().substring(0, 2);
    }
}
