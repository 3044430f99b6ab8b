package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Sends codes by text, through the chain of senders. */
@ApplicationScoped
public class Texts {
    private static final Logger LOG = Logger.getLogger(Texts.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final SmsConfig config;
    private final LogSender log;
    private final WebhookSender webhook;

    Texts(SmsConfig config, LogSender log, WebhookSender webhook) {
        this.config = config;
        this.log = log;
        this.webhook = webhook;
    }

    /**
     * Texts a code.
     *
     * @param expiresIn seconds
     * @return fails with {@link NotSent} when no sender accepted it
     */
    public Uni<Void> sendCode(PhoneNumber to, String code, long expiresIn) {
        String text = code + " is your " + config.appName() + " code. It is good for " + minutes(expiresIn)
                + ". Never share it.";
        return send(
                new Sms(UUID.randomUUID().toString(), to, text, code),
                config.senders().orElse(List.of()),
                true);
    }

    /** Tells the holder of a number that it no longer belongs to his account; fails with {@link NotSent}. */
    public Uni<Void> tellNumberChanged(PhoneNumber old) {
        String text =
                "Your " + config.appName() + " account has another phone number now. If that was not you, contact us.";
        return send(
                new Sms(UUID.randomUUID().toString(), old, text, ""),
                config.senders().orElse(List.of()),
                true);
    }

    private Uni<Void> send(Sms sms, List<SmsConfig.Kind> chain, boolean refusedSoFar) {
        if (chain.isEmpty()) {
            return Uni.createFrom().failure(new NotSent(refusedSoFar));
        }
        return sender(chain.get(0))
                .send(sms)
                .onFailure()
                .invoke(failure -> LOG.warnf("%s was not accepted by %s: %s", sms, chain.get(0), failure.getMessage()))
                .onFailure()
                .recoverWithUni(failure ->
                        send(sms, chain.subList(1, chain.size()), refusedSoFar && failure instanceof SmsRefused));
    }

    private SmsSender sender(SmsConfig.Kind kind) {
        return switch (kind) {
            case LOG -> log;
            case WEBHOOK -> webhook;
        };
    }

    private static String minutes(long seconds) {
        long minutes = Math.max(1, Math.round(seconds / 60.0));
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }

    /** No sender accepted the text. */
    public static class NotSent extends RuntimeException {
        private final boolean refused;

        NotSent(boolean refused) {
            super("no sender accepted the text", null, false, false);
            this.refused = refused;
        }

        /** Whether every sender refused, so that it surely is not on its way. */
        public boolean refused() {
            return refused;
        }

        public RuntimeException problem() {
            return Problem.SMS_NOT_DELIVERED.failure().retryAfter(RETRY_AFTER);
        }
    }
}
