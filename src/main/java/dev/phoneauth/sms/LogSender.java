package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Prints texts, codes and all, and keeps them in the inbox: for development, tests and demos. */
@ApplicationScoped
class LogSender implements SmsSender {
    private static final Logger LOG = Logger.getLogger(LogSender.class);

    private final Inbox inbox;

    LogSender(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.LOG;
    }

    @Override
    public Uni<Outcome> send(Sms sms, Duration within) {
        LOG.infof("Text to %s: %s", sms.to().e164(), sms.text());
        return inbox.put(sms).replaceWith(Outcome.ACCEPTED);
    }
}
