package dev.phoneauth.signin;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.proof.Callers;
import dev.phoneauth.proof.Callers.NumberRequest;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.Device;
import dev.phoneauth.sms.Deliveries;
import dev.phoneauth.sms.Deliveries.TextState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account")
@Cancellable(false)
class AuthResource {
    @Inject NumberProof proof;
    @Inject SignIn signIn;
    @Inject PhoneNumbers numbers;
    @Inject Callers callers;
    @Inject Deliveries deliveries;

    @POST
    @Path("auth")
    public Uni<CodeSent> requestCode(NumberRequest request, @Context HttpServerRequest http) {
        return proof.request(CodePurpose.signIn(numbers.parse(request.phoneNumber())), callers.of(http, request));
    }

    @GET
    @Path("auth/{challenge_id}")
    public Uni<TextState> readDelivery(@RestPath("challenge_id") String challengeId) {
        return deliveries.of(challengeId).plug(Problem.UNKNOWN_CHALLENGE::ifAbsent);
    }

    @POST
    @Path("code")
    public Uni<SignedInUser> redeemCode(
            @Valid CodeRequest request, @HeaderParam("User-Agent") String userAgent, @Context HttpServerRequest http) {
        String device = Device.of(request.deviceName(), userAgent);
        return signIn.redeem(numbers.parse(request.phoneNumber()), request, device, callers.of(http));
    }
}
