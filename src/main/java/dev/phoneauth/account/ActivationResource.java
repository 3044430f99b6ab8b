package dev.phoneauth.account;

import dev.phoneauth.session.SignedIn;
import dev.phoneauth.user.InviteCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REQUEST;

@Path("/api/account/activation_code")
@SignedIn
@Cancellable(false)
class ActivationResource {
    @Inject
    Activations activations;

    /** Names the invite code of another user. */
    record ActivationRequest(String code) {}

    /** The code that is set now. */
    record Activation(String activationCode) {
        static Activation of(InviteCode code) {
            return new Activation(code.code());
        }
    }

    @POST
    public Uni<Activation> enterInviteCode(ActivationRequest request) {
        if (request.code() == null) {
            throw INVALID_REQUEST.failure("code", "is missing");
        }
        return activations.activate(request.code()).map(Activation::of);
    }
}
