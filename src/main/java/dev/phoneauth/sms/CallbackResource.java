package dev.phoneauth.sms;

import dev.phoneauth.problem.Fails;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.NOT_AUTHORIZED;
import static dev.phoneauth.problem.Problem.NOT_FOUND;

/** Where gateways report what has become of a text; each signs its report in its own way. */
@Path("/api/account/delivery/{sender}")
@PermitAll
@Cancellable(false)
@Tag(name = "Gateways")
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
    @Operation(
            summary = "Report a delivery",
            description =
                    "For gateways: webhook takes id and status (delivered or failed), signed the Standard Webhooks"
                            + " way; twilio and vonage report in their own formats and sign in their own ways.")
    @APIResponse(responseCode = "200", description = "The report is signed, and noted if it tells of a living text")
    @Fails({NOT_AUTHORIZED, NOT_FOUND})
    public Uni<Map<String, String>> reportDelivery(
            @RestPath String sender, String body, @Context HttpServerRequest http) {
        return note(sender, new Callback(query(http), body, http::getHeader));
    }

    @GET
    @Operation(summary = "Report a delivery, in the query", description = "For vonage, which does it either way.")
    @APIResponse(responseCode = "200", description = "The report is signed, and noted if it tells of a living text")
    @Fails({NOT_AUTHORIZED, NOT_FOUND})
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
