package dev.phoneauth.account;

import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Fails;
import dev.phoneauth.session.Caller;
import dev.phoneauth.sms.Texts;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_CODE;
import static dev.phoneauth.problem.Problem.INVALID_PHONE_NUMBER;
import static dev.phoneauth.problem.Problem.PHONE_NUMBER_NOT_ALLOWED;
import static dev.phoneauth.problem.Problem.PHONE_NUMBER_TAKEN;
import static dev.phoneauth.problem.Problem.RECENT_SIGN_IN_REQUIRED;
import static dev.phoneauth.problem.Problem.SMS_NOT_DELIVERED;
import static dev.phoneauth.problem.Problem.TOO_MANY_REQUESTS;

@Path("/api/account/phone")
@Cancellable(false)
@Authenticated
@Tag(name = "Profile")
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
    @Schema(requiredProperties = "phone_number")
    record NumberRequest(
            @Schema(description = "In any international spelling", examples = "+49 1512 3456789")
            String phoneNumber) {}

    @POST
    @Operation(
            summary = "Ask for a code to change my number",
            description =
                    "Texts a code to the new number, good for this session and this purpose alone. Needs a sign-in by"
                            + " a code within 15 minutes. A number that another user has is answered alike.")
    @APIResponse(responseCode = "200", description = "A code is on its way")
    @Fails({
        INVALID_PHONE_NUMBER,
        PHONE_NUMBER_NOT_ALLOWED,
        RECENT_SIGN_IN_REQUIRED,
        TOO_MANY_REQUESTS,
        SMS_NOT_DELIVERED
    })
    public Uni<CodeSent> requestNumberChange(
            NumberRequest request,
            @HeaderParam("Accept-Language") @Parameter(description = "The language of the text") String languages,
            @Context HttpServerRequest http) {
        PhoneNumber number = numbers.parse(request.phoneNumber());
        return change.requestCode(Caller.of(identity), number, networks.of(http), texts.reader(languages, null))
                .map(answer -> CodeSent.of(number, answer));
    }

    @POST
    @Path("confirm")
    @Operation(
            summary = "Change my number",
            description = "Proves the new number by the code. My other sessions end, and the old number is told.")
    @APIResponse(responseCode = "200", description = "The profile as it is now")
    @Fails({INVALID_PHONE_NUMBER, INVALID_CODE, PHONE_NUMBER_TAKEN, TOO_MANY_REQUESTS})
    public Uni<Profile> confirmNumberChange(
            CodeRequest request,
            @HeaderParam("Accept-Language") @Parameter(description = "The language of the word to the old number")
                    String languages,
            @Context HttpServerRequest http) {
        return change.confirm(
                Caller.of(identity),
                numbers.parse(request.phoneNumber()),
                request.requiredCode(),
                request.challenge(),
                networks.of(http),
                texts.reader(languages, null));
    }
}
