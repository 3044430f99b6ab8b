package dev.phoneauth.testing;

import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.sms.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

import static dev.phoneauth.problem.Problem.CROSS_SITE_REQUEST;
import static dev.phoneauth.problem.Problem.METHOD_NOT_ALLOWED;

/** What client teams test with; while {@code phone-auth.testing.enabled} is off, these paths do not exist. */
@Path("/api/account")
class TestingResource {
    @Inject Reset reset;
    @Inject Inbox inbox;
    @Inject PhoneNumbers numbers;

    /** Texts to one number, newest first. */
    record Messages(List<Inbox.Message> messages) {}

    @GET
    @Path("reset")
    public Uni<Map<String, String>> reset(@HeaderParam("Sec-Fetch-Site") String site) {
        if ("cross-site".equals(site)) {
            throw CROSS_SITE_REQUEST.failure();
        }
        return reset.everything().replaceWith(Map.of("status", "reset"));
    }

    /** A link checker or a preview must not delete everything: only GET does. */
    @HEAD
    @Path("reset")
    public void refuseHead() {
        throw METHOD_NOT_ALLOWED.failure();
    }

    @GET
    @Path("inbox")
    public Uni<Messages> readInbox(@RestQuery("phone_number") String phoneNumber) {
        return inbox.messages(numbers.parse(phoneNumber)).map(Messages::new);
    }
}
