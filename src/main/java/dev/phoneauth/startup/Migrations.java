package dev.phoneauth.startup;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to date before the first request; replicas that start together wait for each other. */
@ApplicationScoped
class Migrations {
    private final Flyway flyway;

    Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    void migrate(@Observes @Priority(20) StartupEvent event) {
        try {
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new ConfigurationException("The database cannot be brought up to date: " + reason(failed));
        }
    }

    private static String reason(FlywayException failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
