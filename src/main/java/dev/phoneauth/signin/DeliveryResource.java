package dev.phoneauth.signin;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.Deliveries;
import dev.phoneauth.sms.Deliveries.TextState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/account/auth/{challenge_id}")
class DeliveryResource {
    @Inject
    Deliveries deliveries;

    @GET
    public Uni<TextState> readDelivery(@RestPath("challenge_id") String challengeId) {
        return deliveries.of(challengeId).onItem().ifNull().failWith(Problem.NOT_FOUND::failure);
    }
}
