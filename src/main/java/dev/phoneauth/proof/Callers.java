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
    private static final int LONGEST_PROOF = 4096;

    @Inject ClientNetwork networks;
    @Inject MessageTemplates templates;
    @Inject Clock clock;

    /**
     * Requests a code; {@code app} counts at a sign-in only.
     *
     * @param device the token of a device that has signed in before, or null
     * @param clientProof what the client was asked for before, or null
     */
    public record NumberRequest(String phoneNumber, String app, String device, String clientProof) {
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
     * @param device the token of a device, or null
     * @param clientProof null if the client shows none
     * @param since when the client began to wait
     */
    public record Caller(
            Network network,
            Recipient recipient,
            Optional<String> idempotencyKey,
            String device,
            String clientProof,
            Instant since) {}

    /** The client of a request that does not ask for a code. */
    public Caller of(HttpServerRequest request) {
        return of(request, new NumberRequest(null, null, null, null));
    }

    /**
     * The client of a request for a code.
     *
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_request} when there is no such app, the
     *     {@code Idempotency-Key} is blank or longer than 255 characters, or the proof is longer than 4096
     */
    public Caller of(HttpServerRequest request, NumberRequest body) {
        if (body.clientProof() != null && body.clientProof().length() > LONGEST_PROOF) {
            throw Problem.INVALID_REQUEST.failure("client_proof", "must have at most " + LONGEST_PROOF + " characters");
        }
        return new Caller(
                networks.of(request),
                templates.recipient(request.getHeader("Accept-Language"), body.app()),
                Optional.ofNullable(request.getHeader(IDEMPOTENCY_KEY)).map(Callers::checked),
                body.device(),
                body.clientProof(),
                clock.instant());
    }

    private static String checked(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.INVALID_REQUEST.failure(IDEMPOTENCY_KEY, "must have 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }
}
