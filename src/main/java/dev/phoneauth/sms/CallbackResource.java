package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.NOT_AUTHORIZED;
import static dev.phoneauth.problem.Problem.NOT_FOUND;

/** Where gateways report what has become of a text; each signs its report in its own way. */
@Path("/api/account/delivery/{sender}")
@Cancellable(false)
class CallbackResource {
    private static final Map<String, String> NOTED = Map.of("status", "noted");

    private final Senders senders;
    private final Deliveries deliveries;

    CallbackResource(Senders senders, Deliveries deliveries) {
        this.senders = senders;
        this.deliveries = deliveries;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Map<String, String>> reportDelivery(
            @RestPath String sender, String body, @Context HttpServerRequest http) {
        return note(sender, new Callback(query(http), body, http::getHeader));
    }

    @GET
    public Uni<Map<String, String>> reportDeliveryByQuery(@RestPath String sender, @Context HttpServerRequest http) {
        return note(sender, new Callback(query(http), "", http::getHeader));
    }

    private Uni<Map<String, String>> note(String name, Callback callback) {
        SmsSender sender = senders.inUse(name).orElseThrow(NOT_FOUND::failure);
        if (!sender.isSigned(callback)) {
            throw NOT_AUTHORIZED.failure();
        }
        return sender.report(callback)
                .map(report -> deliveries.note(report.id(), sender.kind(), report.state()))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(NOTED);
    }

    private static String query(HttpServerRequest http) {
        return Optional.ofNullable(http.query()).orElse("");
    }
}
