package dev.phoneauth.code;

import dev.phoneauth.problem.Problem;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Proves a number by the code that was texted to it. */
@Schema(
        requiredProperties = {"phone_number", "code"},
        examples = "{\"phone_number\": \"+4915123456789\", \"code\": \"012345\"}")
public record CodeRequest(
        @Schema(description = "The one the code was sent to, in any international spelling")
        String phoneNumber,

        @Schema(description = "As typed: blanks and dashes do not matter")
        String code,

        @Schema(
                description = "From the answer to `POST /api/account/auth/`: has tries of its own,"
                        + " which no stranger's guesses use up",
                examples = "rXq0cGm1T3a9vBz2Lk8dWQ")
        String challengeId) {
    /** Fails with {@code invalid_request} when there is none. */
    public String requiredCode() {
        return Optional.ofNullable(code).orElseThrow(() -> Problem.INVALID_REQUEST.failure("code", "is missing"));
    }

    /** The text that is answered, if it is named. */
    public Optional<Challenge> challenge() {
        return Optional.ofNullable(challengeId).map(Challenge::parse);
    }

    /** Without code and number: they are in no log. */
    @Override
    public String toString() {
        return "CodeRequest[…]";
    }
}
