package dev.phoneauth.invite;

import dev.phoneauth.problem.Fails;
import dev.phoneauth.session.Caller;
import dev.phoneauth.user.InviteCode;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.ACTIVATION_CODE_ALREADY_SET;
import static dev.phoneauth.problem.Problem.INVALID_REQUEST;
import static dev.phoneauth.problem.Problem.OWN_INVITE_CODE;
import static dev.phoneauth.problem.Problem.TOO_MANY_REQUESTS;
import static dev.phoneauth.problem.Problem.UNKNOWN_INVITE_CODE;

@Path("/api/account/activation_code")
@Authenticated
@Cancellable(false)
@Tag(name = "Invitations")
class ActivationResource {
    private final Activations activations;
    private final SecurityIdentity identity;

    ActivationResource(Activations activations, SecurityIdentity identity) {
        this.activations = activations;
        this.identity = identity;
    }

    /** Names the invite code of somebody else. */
    @Schema(requiredProperties = "code")
    record ActivationRequest(
            @Schema(description = "In any case; blanks and dashes do not matter", examples = "K7Q2MX")
            String code) {}

    /** The code that is set now. */
    record Activation(@Schema(examples = "K7Q2MX") String activationCode) {
        static Activation of(InviteCode code) {
            return new Activation(code.code());
        }
    }

    @POST
    @Operation(
            summary = "Enter an invite code",
            description = "Tells who brought me here, once and for ever. Two people may enter each other's codes.")
    @APIResponse(responseCode = "200", description = "The code that is set now")
    @Fails({UNKNOWN_INVITE_CODE, OWN_INVITE_CODE, ACTIVATION_CODE_ALREADY_SET, TOO_MANY_REQUESTS})
    public Uni<Activation> enterInviteCode(ActivationRequest request) {
        if (request.code() == null) {
            throw INVALID_REQUEST.failure("code", "is missing");
        }
        return activations.activate(Caller.of(identity), request.code()).map(Activation::of);
    }
}
