package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/** Proves a number by the code that was texted to it. */
public record CodeRequest(String phoneNumber, @NotNull String code, String challengeId) {

    public Redemption redemption(CodePurpose purpose, PhoneNumber number, Optional<String> idempotencyKey) {
        Optional<Challenge> challenge = Optional.ofNullable(challengeId).map(Challenge::parse);
        return new Redemption(purpose, number, code, challenge, idempotencyKey);
    }

    /** Without code and number, so that no log has them. */
    @Override
    public String toString() {
        return "CodeRequest[…]";
    }
}
