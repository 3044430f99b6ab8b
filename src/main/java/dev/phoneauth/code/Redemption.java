package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import java.util.Optional;

/** A code that was typed to prove a number. */
public record Redemption(CodePurpose purpose, PhoneNumber number, CodeRequest typed, Optional<String> idempotencyKey) {}
