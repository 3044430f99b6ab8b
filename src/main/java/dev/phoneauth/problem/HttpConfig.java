package dev.phoneauth.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How requests are read, how many at once, and how errors are written. */
@ConfigMapping(prefix = "phone-auth.http")
public interface HttpConfig {
    /** The status of {@code not_authenticated}: 403 or, as RFC 6750 has it, 401. */
    @WithDefault("403")
    @Pattern(regexp = "401|403", message = "must be 401 or 403, but is ${validatedValue}")
    String unauthenticatedStatus();

    /** Until the whole body has arrived, else 408. Longer: half-sent bodies take up memory; shorter: slow phones fail. */
    @WithDefault("10S")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 1)
    Duration bodyTimeout();

    /** Requests at once; one more gets 503. Lower: short bursts are refused; higher: under load all wait longer. */
    @WithDefault("512")
    @Range(min = 8, max = 100_000)
    int inFlight();

    /** Connections of one network at once, except of trusted proxies. Lower: many phones behind one address are refused. */
    @WithDefault("1024")
    @Range(min = 8, max = 100_000)
    int connectionsPerNetwork();
}
