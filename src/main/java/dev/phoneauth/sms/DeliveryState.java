package dev.phoneauth.sms;

import java.util.Locale;

/** What is known of a text; it never goes back to an earlier one. */
enum DeliveryState {
    /** Not handed to a gateway yet. */
    QUEUED,
    /** Accepted by a gateway. Where the gateway reports nothing further, this is the last that is known. */
    SENT,
    /** No gateway took it, or its carrier gave it up. */
    FAILED,
    /** It has arrived, says the gateway. */
    DELIVERED,
    /** Its code has come back, so it surely has arrived. */
    REDEEMED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
