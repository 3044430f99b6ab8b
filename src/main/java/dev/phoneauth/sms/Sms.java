package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;

/**
 * One text.
 *
 * @param id the same over every attempt to send it, so that a gateway can drop doubles
 */
public record Sms(String id, PhoneNumber to, String text, String code) {
    /** Without text and code: they are in no log. */
    @Override
    public String toString() {
        return "Sms[" + id + " to " + to + "]";
    }
}
