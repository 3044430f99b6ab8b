package dev.phoneauth.sms;

import java.util.Locale;

/** The available senders. */
public enum SenderKind {
    LOG,
    WEBHOOK,
    TWILIO,
    VONAGE;

    /** In settings, metrics and paths. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
