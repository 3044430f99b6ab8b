package dev.phoneauth.admin;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/** Who may use {@code /q/admin/} on the management port. */
@ConfigMapping(prefix = "phone-auth.admin")
interface AdminConfig {
    /** Pairs such as {@code support=…}: a name for the audit log, and a token. Without any, the operations are 404. */
    Optional<
                    List<
                            @Pattern(
                                    regexp = "[A-Za-z0-9._-]{1,32}=[!-+--~]{32,}",
                                    message =
                                            "must be pairs such as support=<token>, with at least 32 characters in each token")
                            String>>
            tokens();
}
