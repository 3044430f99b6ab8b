package dev.phoneauth.sms;

import java.util.Locale;

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
