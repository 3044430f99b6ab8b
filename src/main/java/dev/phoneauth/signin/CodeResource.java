package dev.phoneauth.signin;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.IdempotencyKeys;
import dev.phoneauth.code.Redemption;
import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/code")
@Cancellable(false)
class CodeResource {
    @Inject SignIn signIn;
    @Inject PhoneNumbers numbers;
    @Inject ClientNetwork networks;

    @POST
    public Uni<Tokens> redeemCode(
            @Valid CodeRequest request, @HeaderParam("User-Agent") String userAgent, @Context HttpServerRequest http) {
        PhoneNumber number = numbers.parse(request.phoneNumber());
        Redemption redemption = request.redemption(CodePurpose.SIGN_IN, number, IdempotencyKeys.of(http));
        return signIn.redeem(redemption, Device.of(userAgent), networks.of(http));
    }
}
