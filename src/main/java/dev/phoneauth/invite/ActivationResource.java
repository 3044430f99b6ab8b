package dev.phoneauth.invite;

import dev.phoneauth.session.Caller;
import dev.phoneauth.user.InviteCode;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/activation_code")
@Authenticated
@Cancellable(false)
class ActivationResource {
    private final Activations activations;
    private final SecurityIdentity identity;

    ActivationResource(Activations activations, SecurityIdentity identity) {
        this.activations = activations;
        this.identity = identity;
    }

    /** Names the invite code of somebody else. */
    record ActivationRequest(@NotNull String code) {}

    /** The code that is set now. */
    record Activation(String activationCode) {
        static Activation of(InviteCode code) {
            return new Activation(code.code());
        }
    }

    @POST
    public Uni<Activation> enterInviteCode(@Valid ActivationRequest request) {
        return activations.activate(Caller.of(identity), request.code()).map(Activation::of);
    }
}
