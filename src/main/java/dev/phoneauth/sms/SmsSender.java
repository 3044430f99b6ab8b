package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;

/** One way out for texts. */
interface SmsSender {
    /**
     * Hands the text over; completes when the other side has accepted it. Fails with {@link SmsRefused} when it surely
     * will not be sent, with anything else when nobody can tell.
     */
    Uni<Void> send(Sms sms);
}
