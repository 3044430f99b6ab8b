package dev.phoneauth.account;

import dev.phoneauth.account.Profiles.Profile;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.proof.Callers;
import dev.phoneauth.session.SignedIn;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account")
@Cancellable(false)
@SignedIn
class AccountResource {
    @Inject Activations activations;
    @Inject NumberChange change;
    @Inject PhoneNumbers numbers;
    @Inject Callers callers;

    record ActivationRequest(@NotNull String code) {}

    record NumberRequest(String phoneNumber) {}

    @POST
    @Path("activation_code")
    public Uni<Map<String, String>> enterInviteCode(@Valid ActivationRequest request) {
        return activations.activate(request.code()).map(code -> Map.of("activation_code", code.code()));
    }

    @POST
    @Path("phone")
    public Uni<CodeSent> requestNumberChange(NumberRequest request, @Context HttpServerRequest http) {
        return change.requestCode(numbers.parse(request.phoneNumber()), callers.of(http, null));
    }

    @POST
    @Path("phone/confirm")
    public Uni<Profile> confirmNumberChange(@Valid CodeRequest request, @Context HttpServerRequest http) {
        return change.confirm(request, numbers.parse(request.phoneNumber()), callers.of(http, null));
    }
}
