package dev.phoneauth.account;

import dev.phoneauth.session.SignedIn;
import dev.phoneauth.user.InviteCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/activation_code")
@SignedIn
@Cancellable(false)
class ActivationResource {
    @Inject Activations activations;

    /** Names the invite code of another user. */
    record ActivationRequest(@NotNull String code) {}

    /** The code that is set now. */
    record Activation(String activationCode) {
        static Activation of(InviteCode code) {
            return new Activation(code.code());
        }
    }

    @POST
    public Uni<Activation> enterInviteCode(@Valid ActivationRequest request) {
        return activations.activate(request.code()).map(Activation::of);
    }
}
