package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    public Uni<Void> send(Sms sms) {
        LOG.infof("Text to %s: %s", sms.to().e164(), sms.text());
        return inbox.put(sms);
    }
}
