package dev.phoneauth.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a start does before the first request. */
@ConfigMapping(prefix = "phone-auth.startup")
interface StartupConfig {
    /** Who applies migrations that the tables lack. */
    @WithDefault("at-start")
    Migrate migrate();

    /** How long a start waits for PostgreSQL; 0 ends it at the first refusal, for an orchestrator that starts it anew. */
    @WithDefault("30S")
    Duration patience();

    /** What a start does where migrations are missing. */
    enum Migrate {
        /** Every replica applies them before it listens; those that start together wait for each other. */
        AT_START,
        /** This process does nothing else, and ends: a job that goes before a roll-out. */
        ONLY,
        /** A job applies them; where some are missing, the service does not start. */
        NEVER
    }
}
