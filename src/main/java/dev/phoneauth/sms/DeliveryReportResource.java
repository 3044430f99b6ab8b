package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.NOT_FOUND;

/** Receives the delivery reports of gateways; each signs them in its own way. */
@Path("/api/account/delivery/{sender}")
@Cancellable(false)
class DeliveryReportResource {
    @Inject SenderChain chain;
    @Inject Deliveries deliveries;

    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Map<String, String>> reportDelivery(
            @RestPath String sender, String body, @Context HttpServerRequest request) {
        DeliveryReport report =
                chain.sender(sender).orElseThrow(NOT_FOUND::failure).report(request, body);
        return deliveries.report(report.textId(), sender, report.state()).replaceWith(Map.of("status", "noted"));
    }

    @GET
    public Uni<Map<String, String>> reportDeliveryByQuery(@RestPath String sender, @Context HttpServerRequest request) {
        return reportDelivery(sender, "", request);
    }
}
