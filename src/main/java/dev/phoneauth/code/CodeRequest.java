package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import java.util.Optional;

/** Proves a number by the code that was texted to it. */
public record CodeRequest(String phoneNumber, String code, String challengeId) {

    /** @throws dev.phoneauth.problem.ProblemException {@code invalid_request} when there is no code */
    public Redemption redemption(CodePurpose purpose, PhoneNumber number, Optional<String> idempotencyKey) {
        String typed =
                Optional.ofNullable(code).orElseThrow(() -> Problem.INVALID_REQUEST.failure("code", "is missing"));
        Optional<Challenge> challenge = Optional.ofNullable(challengeId).map(Challenge::parse);
        return new Redemption(purpose, number, typed, challenge, idempotencyKey);
    }

    /** Without code and number: they are in no log. */
    @Override
    public String toString() {
        return "CodeRequest[…]";
    }
}
