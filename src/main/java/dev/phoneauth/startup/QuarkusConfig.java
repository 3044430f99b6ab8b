package dev.phoneauth.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;

/**
 * Settings of Quarkus that are checked here, so that a start is refused in a sentence. The drivers show a wrong address of a
 * store with its password, and that of Redis ignores a host with an underscore and a user without a password.
 */
@ConfigMapping(prefix = "quarkus")
interface QuarkusConfig {
    /** At least one character that needs no encoding in a URL, or an encoded one. */
    String WORD = "([A-Za-z0-9._~!*-]|%[0-9A-Fa-f]{2})+";

    String PORT = "(:[0-9]{1,5})?";
    String ENCODED = ". In a user or password write characters other than letters, digits and ._~- as in %24 for $";

    /** What a URL must be, to follow the name of its setting; the port and the parameters are the driver's to check. */
    String POSTGRES =
            "must be postgresql://host:port/database?sslmode=require, or without what is not needed" + ENCODED;

    @WithName("datasource.reactive.url")
    Optional<
                    List<
                            @Pattern(
                                    regexp = "(vertx-reactive:)?postgres(ql)?://(" + WORD + "(:" + WORD + ")?@)?("
                                            + WORD + "|\\[[0-9A-Fa-f:.]+])?" + PORT + "(/" + WORD + ")?(\\?\\S*)?",
                                    message = POSTGRES)
                            String>>
            postgres();

    @WithName("redis.hosts")
    Optional<
                    List<
                            @Pattern(
                                    regexp = "unix:/\\S+|rediss?://((" + WORD + ")?:" + WORD
                                            + "@)?([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])" + PORT + "(/[0-9]*)?(\\?\\S*)?",
                                    message = "must be redis://host:port or rediss://user:password@host:port" + ENCODED)
                            String>>
            redis();

    @WithName("http.port")
    Optional<@Range(min = 0, max = 65_535) Integer> port();

    @WithName("management.port")
    Optional<@Range(min = 0, max = 65_535) Integer> managementPort();
}
