package dev.phoneauth.sms;

import java.util.Locale;
import java.util.Map;

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

    /** The words of Twilio and Vonage, and usual ones of other gateways. */
    private static final Map<String, DeliveryState> WORDS = Map.ofEntries(
            Map.entry("queued", QUEUED),
            Map.entry("accepted", SENT),
            Map.entry("buffered", SENT),
            Map.entry("sent", SENT),
            Map.entry("delivered", DELIVERED),
            Map.entry("canceled", FAILED),
            Map.entry("error", FAILED),
            Map.entry("expired", FAILED),
            Map.entry("failed", FAILED),
            Map.entry("rejected", FAILED),
            Map.entry("undelivered", FAILED));

    /** The state that a gateway calls by this word, which may be null. */
    static DeliveryState of(Object word, DeliveryState ifUnknown) {
        return WORDS.getOrDefault(String.valueOf(word), ifUnknown);
    }

    /** In Redis, metrics and answers. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
