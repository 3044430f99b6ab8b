package dev.phoneauth.account;

import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.session.Caller;
import dev.phoneauth.sms.Texts;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/phone")
@Cancellable(false)
@Authenticated
class PhoneResource {
    private final NumberChange change;
    private final PhoneNumbers numbers;
    private final CallerNetwork networks;
    private final Texts texts;
    private final SecurityIdentity identity;

    PhoneResource(
            NumberChange change, PhoneNumbers numbers, CallerNetwork networks, Texts texts, SecurityIdentity identity) {
        this.change = change;
        this.numbers = numbers;
        this.networks = networks;
        this.texts = texts;
        this.identity = identity;
    }

    /** Names the number that is to be mine. */
    record NumberRequest(String phoneNumber) {}

    @POST
    public Uni<CodeSent> requestNumberChange(
            NumberRequest request, @HeaderParam("Accept-Language") String languages, @Context HttpServerRequest http) {
        PhoneNumber number = numbers.parse(request.phoneNumber());
        return change.requestCode(Caller.of(identity), number, networks.of(http), texts.reader(languages, null))
                .map(answer -> CodeSent.of(number, answer));
    }

    @POST
    @Path("confirm")
    public Uni<Profile> confirmNumberChange(
            @Valid CodeRequest request,
            @HeaderParam("Accept-Language") String languages,
            @Context HttpServerRequest http) {
        return change.confirm(
                Caller.of(identity),
                numbers.parse(request.phoneNumber()),
                request.code(),
                request.challenge(),
                networks.of(http),
                texts.reader(languages, null));
    }
}
