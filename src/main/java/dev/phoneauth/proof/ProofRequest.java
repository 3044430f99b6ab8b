package dev.phoneauth.proof;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.sms.Recipient;
import java.util.Optional;

/** Asks for a code to be sent to a number. */
public record ProofRequest(
        CodePurpose purpose,
        PhoneNumber number,
        Network network,
        Recipient recipient,
        Optional<String> idempotencyKey) {}
