package dev.phoneauth.testing;

import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.sms.Inbox;
import dev.phoneauth.sms.TestingConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

import static dev.phoneauth.problem.Problem.CROSS_SITE_REQUEST;
import static dev.phoneauth.problem.Problem.METHOD_NOT_ALLOWED;
import static dev.phoneauth.problem.Problem.NOT_FOUND;

/** What client teams test with; while {@code phone-auth.testing.enabled} is off, there is nothing here. */
@Path("/api/account")
class TestingResource {
    private final TestingConfig config;
    private final Reset reset;
    private final Inbox inbox;
    private final PhoneNumbers numbers;

    TestingResource(TestingConfig config, Reset reset, Inbox inbox, PhoneNumbers numbers) {
        this.config = config;
        this.reset = reset;
        this.inbox = inbox;
        this.numbers = numbers;
    }

    /** All is forgotten. */
    record Done(String status) {}

    /** Texts to one number, newest first. */
    record Messages(List<Inbox.Message> messages) {}

    @GET
    @Path("reset")
    public Uni<Done> reset(@HeaderParam("Sec-Fetch-Site") String site) {
        refuseUnlessTesting();
        if ("cross-site".equals(site)) {
            throw CROSS_SITE_REQUEST.failure();
        }
        return reset.everything().replaceWith(new Done("reset"));
    }

    /** A link checker or a preview must not empty the house: GET alone does. */
    @HEAD
    @Path("reset")
    public void refuseHead() {
        refuseUnlessTesting();
        throw METHOD_NOT_ALLOWED.failure();
    }

    @GET
    @Path("inbox")
    public Uni<Messages> readInbox(@RestQuery("phone_number") String phoneNumber) {
        refuseUnlessTesting();
        return inbox.messages(numbers.parse(phoneNumber)).map(Messages::new);
    }

    /** {@link TestingRoutes} sees paths as they are spelt: with a matrix parameter they get past it. */
    private void refuseUnlessTesting() {
        if (!config.enabled()) {
            throw NOT_FOUND.failure();
        }
    }
}
