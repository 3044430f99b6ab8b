package dev.phoneauth.signin;

import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Fails;
import dev.phoneauth.session.Device;
import dev.phoneauth.session.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_CODE;
import static dev.phoneauth.problem.Problem.INVALID_PHONE_NUMBER;
import static dev.phoneauth.problem.Problem.TOO_MANY_REQUESTS;

@Path("/api/account/code")
@Cancellable(false)
@PermitAll
@Tag(name = "Sign-in")
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
    @Operation(
            summary = "Sign in with a code",
            description =
                    "Trades a code for tokens, once. Whoever signs in for the first time becomes a user here. A code that"
                            + " is wrong, expired, used up or was never requested is answered alike. A right one may be used"
                            + " up by a 503; a new one can be had without waiting.")
    @APIResponse(responseCode = "200", description = "Signed in")
    @Fails({INVALID_PHONE_NUMBER, INVALID_CODE, TOO_MANY_REQUESTS})
    public Uni<Tokens> redeemCode(
            CodeRequest request,
            @HeaderParam("User-Agent") @Parameter(hidden = true) String userAgent,
            @Context HttpServerRequest http) {
        return signIn.redeem(
                numbers.parse(request.phoneNumber()),
                request.requiredCode(),
                request.challenge(),
                Device.of(userAgent),
                networks.of(http));
    }
}
