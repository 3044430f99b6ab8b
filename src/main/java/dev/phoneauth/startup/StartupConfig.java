package dev.phoneauth.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What a start does before the first request. */
@ConfigMapping(prefix = "phone-auth.startup")
interface StartupConfig {
    /** Which process applies missing migrations. */
    @WithDefault("at-start")
    Migrate migrate();

    /** How long a start waits for PostgreSQL; 0 ends it at the first refusal, for an orchestrator that starts it anew. */
    @WithDefault("30S")
    @DurationMin
    @DurationMax(hours = 1)
    Duration patience();

    enum Migrate {
        /** Every replica applies them before it listens; those that start together wait for each other. */
        AT_START,
        /** This process does nothing else, and ends: a job that goes before a roll-out. */
        ONLY,
        /** A job applies them; while some are missing, the service does not start. */
        NEVER
    }
}
