package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;

/**
 * An SMS that may be sent, and that counts against the rate limits.
 *
 * @param id by which it is refunded
 * @param resendIn seconds until the number may have another one
 */
public record Admission(String id, PhoneNumber number, Network network, long resendIn) {}
