package dev.phoneauth.signin;

import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/code")
@Cancellable(false)
@PermitAll
class CodeResource {
    private final SignIn signIn;
    private final PhoneNumbers numbers;
    private final CallerNetwork networks;

    CodeResource(SignIn signIn, PhoneNumbers numbers, CallerNetwork networks) {
        this.signIn = signIn;
        this.numbers = numbers;
        this.networks = networks;
    }

    @POST
    public Uni<Tokens> redeemCode(
            @Valid CodeRequest request, @HeaderParam("User-Agent") String userAgent, @Context HttpServerRequest http) {
        return signIn.redeem(
                numbers.parse(request.phoneNumber()),
                request.code(),
                request.challenge(),
                Device.of(userAgent),
                networks.of(http));
    }
}
