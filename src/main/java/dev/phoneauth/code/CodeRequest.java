package dev.phoneauth.code;

import dev.phoneauth.problem.Problem;
import java.util.Optional;

/** Proves a number by the code that was texted to it. */
public record CodeRequest(String phoneNumber, String code, String challengeId) {

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
