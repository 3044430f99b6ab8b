package dev.phoneauth.proof;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.guard.Network;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.MessageTemplates;
import dev.phoneauth.sms.Recipient;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Reads what requests say of their clients. */
@ApplicationScoped
public class Callers {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;

    @Inject ClientNetwork networks;
    @Inject MessageTemplates templates;
    @Inject Clock clock;

    /**
     * Requests a code; {@code app} counts at a sign-in only.
     *
     * @param device the token of a device that has signed in before, or null
     */
    public record NumberRequest(String phoneNumber, String app, String device) {
        /** Without the number, so that no log has it. */
        @Override
        public String toString() {
            return "NumberRequest[…]";
        }
    }

    /**
     * What a request says of its client.
     *
     * @param recipient language and app of the texts that are sent for it
     * @param device as it came, or null
     * @param since when the client began to wait
     */
    public record Caller(
            Network network, Recipient recipient, Optional<String> idempotencyKey, String device, Instant since) {}

    /** As {@link #of(HttpServerRequest, String, String)}, of a request that does not ask for a code. */
    public Caller of(HttpServerRequest request) {
        return of(request, null, null);
    }

    /**
     * @param app the id of a registered app, or null
     * @param device the token of a device, or null
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_request} when there is no such app, or the
     *     {@code Idempotency-Key} is blank or longer than 255 characters
     */
    public Caller of(HttpServerRequest request, String app, String device) {
        return new Caller(
                networks.of(request),
                templates.recipient(request.getHeader("Accept-Language"), app),
                Optional.ofNullable(request.getHeader(IDEMPOTENCY_KEY)).map(Callers::checked),
                device,
                clock.instant());
    }

    private static String checked(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.INVALID_REQUEST.failure(IDEMPOTENCY_KEY, "has 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }
}
