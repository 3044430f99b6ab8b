package dev.phoneauth.startup;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to date before the first request; replicas that start together wait for each other. */
@ApplicationScoped
class Migrations {
    /** SQLSTATE classes of a database that one cannot even get into: connection, authorization, catalog name. */
    private static final Set<String> CLOSED_DOOR = Set.of("08", "28", "3D");

    private static final String NOT_UP_TO_DATE = "the tables cannot be brought up to date: ";

    private final Flyway flyway;

    Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    void migrate(@Observes @Priority(20) StartupEvent start) {
        try {
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new StartRefused(Stream.<Throwable>iterate(failed, cause -> cause != null, Throwable::getCause)
                    .filter(SQLException.class::isInstance)
                    .map(SQLException.class::cast)
                    .findFirst()
                    .map(Migrations::explain)
                    .orElse(NOT_UP_TO_DATE + failed.getMessage()));
        }
    }

    private static String explain(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        return CLOSED_DOOR.contains(state.substring(0, 2))
                ? refused.getMessage()
                        + " The database is named by QUARKUS_DATASOURCE_REACTIVE_URL, _USERNAME and _PASSWORD"
                : NOT_UP_TO_DATE + refused.getMessage();
    }
}
