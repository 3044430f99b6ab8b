package dev.phoneauth.code;

import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/** Proves a number by the code that was texted to it. */
public record CodeRequest(String phoneNumber, @NotNull String code, String challengeId) {

    /** The text that is answered, if it is named. */
    public Optional<Challenge> challenge() {
        return Optional.ofNullable(challengeId).map(Challenge::parse);
    }

    /** Without code and number, so that no log has them. */
    @Override
    public String toString() {
        return "CodeRequest[…]";
    }
}
