package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import java.time.Duration;
import java.util.Optional;

/**
 * One text.
 *
 * @param id the same over every attempt to send it, so that a gateway can drop doubles
 * @param code empty in a text that brings none
 * @param validFor after that it is of no use to its reader, and need not be delivered any more
 */
record Sms(String id, PhoneNumber to, String text, Optional<String> code, Duration validFor) {
    /** Without text and code: they are in no log. */
    @Override
    public String toString() {
        return "Sms[" + id + " to " + to + "]";
    }
}
