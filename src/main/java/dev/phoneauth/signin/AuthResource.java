package dev.phoneauth.signin;

import dev.phoneauth.code.CodeSent;
import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Fails;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.sms.Texts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_PHONE_NUMBER;
import static dev.phoneauth.problem.Problem.INVALID_REQUEST;
import static dev.phoneauth.problem.Problem.PHONE_NUMBER_NOT_ALLOWED;
import static dev.phoneauth.problem.Problem.SMS_NOT_DELIVERED;
import static dev.phoneauth.problem.Problem.TOO_MANY_REQUESTS;

@Path("/api/account/auth")
@Cancellable(false)
@PermitAll
@Tag(name = "Sign-in")
class AuthResource {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;

    private final SignIn signIn;
    private final PhoneNumbers numbers;
    private final CallerNetwork networks;
    private final Texts texts;

    AuthResource(SignIn signIn, PhoneNumbers numbers, CallerNetwork networks, Texts texts) {
        this.signIn = signIn;
        this.numbers = numbers;
        this.networks = networks;
        this.texts = texts;
    }

    @POST
    @Operation(
            summary = "Ask for a code",
            description =
                    "Texts a code to the number. Asking again while it lives sends the same code again and does not"
                            + " let it live longer. A number that nobody has signed in with is answered alike.")
    @APIResponse(responseCode = "200", description = "A code is on its way")
    @Fails({INVALID_PHONE_NUMBER, PHONE_NUMBER_NOT_ALLOWED, TOO_MANY_REQUESTS, SMS_NOT_DELIVERED})
    @Parameter(
            name = IDEMPOTENCY_KEY,
            in = ParameterIn.HEADER,
            description =
                    "Such as a UUID. The same key with the same number gets the same answer while the code lives, and"
                            + " no second text",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = LONGEST_KEY))
    public Uni<CodeSent> requestCode(
            AuthRequest request,
            @HeaderParam("Accept-Language") @Parameter(description = "The language of the text") String languages,
            @Context HttpServerRequest http) {
        PhoneNumber number = numbers.parse(request.phoneNumber());
        Network network = networks.of(http);
        Reader reader = texts.reader(languages, request.app());
        // As a @HeaderParam an empty one would be none.
        String idempotencyKey = http.getHeader(IDEMPOTENCY_KEY);
        return (idempotencyKey == null
                        ? signIn.requestCode(number, network, reader)
                        : signIn.requestCodeOnce(number, network, reader, checked(idempotencyKey)))
                .map(answer -> CodeSent.of(number, answer));
    }

    private static String checked(String idempotencyKey) {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw INVALID_REQUEST.failure(IDEMPOTENCY_KEY, "has 1 to " + LONGEST_KEY + " characters");
        }
        return idempotencyKey;
    }
}
