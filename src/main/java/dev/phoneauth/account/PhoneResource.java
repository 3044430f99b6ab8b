package dev.phoneauth.account;

import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.IdempotencyKeys;
import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.session.SignedIn;
import dev.phoneauth.sms.MessageTemplates;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/phone")
@Cancellable(false)
@SignedIn
class PhoneResource {
    @Inject NumberChange change;
    @Inject PhoneNumbers numbers;
    @Inject ClientNetwork networks;
    @Inject MessageTemplates templates;

    /** Names the new number. */
    record NumberRequest(String phoneNumber) {}

    @POST
    public Uni<CodeSent> requestNumberChange(
            NumberRequest request, @HeaderParam("Accept-Language") String languages, @Context HttpServerRequest http) {
        return change.requestCode(
                numbers.parse(request.phoneNumber()),
                networks.of(http),
                templates.recipient(languages, null),
                IdempotencyKeys.of(http));
    }

    @POST
    @Path("confirm")
    public Uni<Profile> confirmNumberChange(
            @Valid CodeRequest request,
            @HeaderParam("Accept-Language") String languages,
            @Context HttpServerRequest http) {
        return change.confirm(
                request,
                numbers.parse(request.phoneNumber()),
                networks.of(http),
                templates.recipient(languages, null),
                IdempotencyKeys.of(http));
    }
}
