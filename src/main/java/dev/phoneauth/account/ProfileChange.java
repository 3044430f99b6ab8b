package dev.phoneauth.account;

import dev.phoneauth.user.ChosenName;
import java.util.Optional;

/** What users may change of their profile. What is not named stays as it is. */
final class ProfileChange {
    /** Null if the request does not name it; empty, or an empty text, for none: many generated clients cannot send null. */
    public Optional<String> displayName;

    /** Trimmed; null for none. Fails with {@code invalid_request}. */
    String checkedDisplayName() {
        return displayName
                .filter(name -> !name.isEmpty())
                .map(name -> ChosenName.check("display_name", name))
                .orElse(null);
    }
}
