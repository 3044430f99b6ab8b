package dev.phoneauth.sms;

import java.util.Locale;

/** What is known about a text. The order is that of report_delivery.lua; a text never returns to an earlier state. */
enum DeliveryState {
    /** Not accepted by a sender yet. */
    QUEUED,
    /** Accepted by a sender. It stays the last state if the sender sends no delivery reports. */
    SENT,
    /** No sender accepted it, or its carrier did not deliver it. */
    FAILED,
    /** It has arrived, according to the sender. */
    DELIVERED,
    /** Its code was redeemed, so it has arrived. */
    REDEEMED;

    /** In Redis, metrics and answers. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
