package dev.phoneauth.startup;

import dev.phoneauth.postgres.SqlState;
import io.quarkus.runtime.util.ExceptionUtil;
import java.util.Set;

/**
 * Why the tables could not be brought up to date.
 *
 * @param mayPass whether waiting may help, as while the database starts
 */
record Refusal(boolean mayPass, String sentence) {
    /**
     * SQLSTATE classes with which PostgreSQL refuses a connection: connection, authorization, catalog name, too many
     * connections, starting up.
     */
    private static final Set<String> CONNECTION_REFUSED = Set.of("08", "28", "3D", "53", "57");

    /** Those of them that pass without a change of the settings. */
    private static final Set<String> PASSING = Set.of("08", "53", "57");

    private static final String WHERE_TO_LOOK =
            ". The database is named by QUARKUS_DATASOURCE_REACTIVE_URL, QUARKUS_DATASOURCE_USERNAME and"
                    + " QUARKUS_DATASOURCE_PASSWORD";

    /** @throws RuntimeException the failure itself, if PostgreSQL neither refused nor failed to answer */
    static Refusal of(RuntimeException failed) {
        return SqlState.of(failed)
                .map(state -> of(
                        state.substring(0, 2),
                        ExceptionUtil.getRootCause(failed).getMessage()))
                .orElseGet(() -> ofSilence(failed));
    }

    private static Refusal of(String stateClass, String message) {
        return CONNECTION_REFUSED.contains(stateClass)
                ? new Refusal(PASSING.contains(stateClass), message + WHERE_TO_LOOK)
                : notUpToDate(message);
    }

    private static Refusal ofSilence(RuntimeException failed) {
        if (!SqlState.isOutage(failed)) {
            throw failed;
        }
        String reason = ExceptionUtil.getRootCause(failed).getMessage();
        boolean timeout = reason == null || reason.equals("Timeout");
        return new Refusal(
                true, "PostgreSQL does not answer" + (timeout ? " in time" : " (" + reason + ")") + WHERE_TO_LOOK);
    }

    private static Refusal notUpToDate(String reason) {
        return new Refusal(false, "the tables cannot be brought up to date: " + reason);
    }
}
