package dev.phoneauth.sms;

import dev.phoneauth.settings.Deployment;
import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import dev.phoneauth.sms.SmsConfig.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/** What prints codes or hands them out stands only where testing is meant, and in production never beside real texts. */
@ApplicationScoped
class TestingSettings implements SettingsCheck {
    private static final String SENDERS = "phone-auth.sms.senders";
    private static final String TESTING = "phone-auth.testing.enabled";

    private final boolean testing;
    private final Senders senders;

    TestingSettings(TestingConfig testing, Senders senders) {
        this.testing = testing.enabled();
        this.senders = senders;
    }

    @Override
    public void check(Faults faults) {
        faults.require(senders.isAnybodyThere(), SENDERS, "must name who sends the texts, such as webhook")
                .require(
                        testing || kinds().noneMatch(Kind.LOG::equals),
                        SENDERS,
                        "has log, which prints codes: name a real sender, or turn on phone-auth.testing.enabled")
                .require(
                        !(Deployment.isProduction() && testing && hasRealSender()),
                        TESTING,
                        "must be false beside a real sender: whoever reaches the test inbox is everybody");
    }

    private boolean hasRealSender() {
        return kinds().anyMatch(kind -> kind != Kind.LOG);
    }

    private Stream<Kind> kinds() {
        return senders.inUse().stream().map(SmsSender::kind);
    }
}
