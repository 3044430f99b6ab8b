package dev.phoneauth.signin;

import dev.phoneauth.problem.Fails;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.Deliveries;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import static dev.phoneauth.problem.Problem.NOT_FOUND;

@Path("/api/account/auth/{challenge_id}")
@PermitAll
@Tag(name = "Sign-in")
class DeliveryResource {
    private final Deliveries deliveries;

    DeliveryResource(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** What has become of a text, so that an app offers another one when that makes sense. */
    record TextState(
            @Schema(
                    description = "sent is the last that is known where the gateway reports no further",
                    enumeration = {"queued", "sent", "delivered", "failed"})
            String delivery,

            @Schema(description = "Seconds until another text may be asked for", examples = "42")
            long resendIn,

            @Schema(description = "Seconds the code is still good for", examples = "282")
            long expiresIn) {
        static TextState of(Deliveries.Delivery known) {
            return new TextState(known.state(), known.resendIn(), known.expiresIn());
        }
    }

    @GET
    @Operation(
            summary = "Ask what has become of a text",
            description =
                    "For whoever holds its challenge_id, until its code would have expired. Once the code has come back,"
                            + " resend_in and expires_in are 0. A failure that the gateway reports late does not"
                            + " shorten resend_in.")
    @APIResponse(responseCode = "200", description = "What is known of the text")
    @Fails(NOT_FOUND)
    public Uni<TextState> readDelivery(@RestPath("challenge_id") String challengeId) {
        return deliveries
                .of(challengeId)
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_FOUND::failure)
                .map(TextState::of);
    }
}
