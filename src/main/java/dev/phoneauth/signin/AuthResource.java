package dev.phoneauth.signin;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.IdempotencyKeys;
import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.proof.ProofRequest;
import dev.phoneauth.sms.Deliveries;
import dev.phoneauth.sms.Deliveries.TextState;
import dev.phoneauth.sms.MessageTemplates;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/auth")
@Cancellable(false)
class AuthResource {
    @Inject NumberProof proof;
    @Inject PhoneNumbers numbers;
    @Inject ClientNetwork networks;
    @Inject MessageTemplates templates;
    @Inject Deliveries deliveries;

    /** Asks for a code. */
    record AuthRequest(String phoneNumber, String app) {}

    @POST
    public Uni<CodeSent> requestCode(
            AuthRequest request, @HeaderParam("Accept-Language") String languages, @Context HttpServerRequest http) {
        return proof.request(new ProofRequest(
                CodePurpose.SIGN_IN,
                numbers.parse(request.phoneNumber()),
                networks.of(http),
                templates.recipient(languages, request.app()),
                IdempotencyKeys.of(http)));
    }

    @GET
    @Path("{challenge_id}")
    public Uni<TextState> readDelivery(@RestPath("challenge_id") String challengeId) {
        return deliveries.of(challengeId).onItem().ifNull().failWith(Problem.NOT_FOUND::failure);
    }
}
