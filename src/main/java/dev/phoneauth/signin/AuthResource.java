package dev.phoneauth.signin;

import dev.phoneauth.code.CodeSent;
import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.sms.Recipient;
import dev.phoneauth.sms.SmsTexts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REQUEST;

@Path("/api/account/auth")
@Cancellable(false)
@PermitAll
class AuthResource {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;

    private final SignIn signIn;
    private final PhoneNumbers numbers;
    private final CallerNetwork networks;
    private final SmsTexts texts;

    AuthResource(SignIn signIn, PhoneNumbers numbers, CallerNetwork networks, SmsTexts texts) {
        this.signIn = signIn;
        this.numbers = numbers;
        this.networks = networks;
        this.texts = texts;
    }

    @POST
    public Uni<CodeSent> requestCode(
            AuthRequest request, @HeaderParam("Accept-Language") String languages, @Context HttpServerRequest http) {
        PhoneNumber number = numbers.parse(request.phoneNumber());
        Network network = networks.of(http);
        Recipient recipient = texts.recipient(languages, request.app());
        // As a @HeaderParam an empty one would be none.
        Optional<String> idempotencyKey =
                Optional.ofNullable(http.getHeader(IDEMPOTENCY_KEY)).map(AuthResource::checked);
        return signIn.requestCode(number, network, recipient, idempotencyKey);
    }

    private static String checked(String idempotencyKey) {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw INVALID_REQUEST.failure(IDEMPOTENCY_KEY, "has 1 to " + LONGEST_KEY + " characters");
        }
        return idempotencyKey;
    }
}
