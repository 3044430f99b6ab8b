package dev.phoneauth.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a start does before the first request. */
@ConfigMapping(prefix = "phone-auth.startup")
interface StartupConfig {
    /** Who brings the tables up to date. */
    @WithDefault("at-start")
    Migrate migrate();

    /** How long a start waits for PostgreSQL; 0 ends it at the first refusal, for an orchestrator that starts it anew. */
    @WithDefault("30S")
    Duration patience();

    /** What a start has to do with the tables. */
    enum Migrate {
        /** Every replica, before it listens; those that start together wait for each other. */
        AT_START,
        /** This process does nothing else, and ends: a job that goes before a roll-out. */
        ONLY,
        /** Somebody else has; a start spares the comparison of tables and migrations. */
        NEVER
    }
}
