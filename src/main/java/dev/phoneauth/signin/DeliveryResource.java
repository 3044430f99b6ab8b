package dev.phoneauth.signin;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.Deliveries;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/account/auth/{challenge_id}")
class DeliveryResource {
    private final Deliveries deliveries;

    DeliveryResource(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** What has become of a text, so that an app offers another one when that makes sense. */
    record TextState(String delivery, long resendIn, long expiresIn) {

        static TextState of(Deliveries.Delivery known) {
            return new TextState(known.state(), known.resendIn(), known.expiresIn());
        }
    }

    @GET
    public Uni<TextState> readDelivery(@RestPath("challenge_id") String challengeId) {
        return deliveries
                .of(challengeId)
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_FOUND::failure)
                .map(TextState::of);
    }
}
