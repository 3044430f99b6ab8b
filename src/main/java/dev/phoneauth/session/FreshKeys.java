package dev.phoneauth.session;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;

/**
 * Looks for the key of a token before the token is judged: another replica may have made it a moment ago. Says nothing of
 * who it is, and so leaves the token to the one who verifies.
 */
@ApplicationScoped
class FreshKeys implements IdentityProvider<TokenAuthenticationRequest> {
    /** The highest goes first; the verifier has the default, 1001. */
    private static final int BEFORE_THE_VERIFIER = Integer.MAX_VALUE;

    private static final int LONGEST_HEADER = 1024;

    private final SigningKeys keys;

    FreshKeys(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return BEFORE_THE_VERIFIER;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return keys.areGiven() || isKnown(request.getToken().getToken())
                ? Uni.createFrom().nullItem()
                : awaitFresh();
    }

    /** A token that names no key is of no key of ours: nothing to look for. */
    private boolean isKnown(String token) {
        return keyId(token).map(id -> keys.find(id).isPresent()).orElse(true);
    }

    /** Back on the context of the request, on which alone it may go on. */
    private Uni<SecurityIdentity> awaitFresh() {
        Context context = Vertx.currentContext();
        return keys.reloadSoon()
                .emitOn(rest -> context.runOnContext(back -> rest.run()))
                .replaceWith((SecurityIdentity) null);
    }

    private static Optional<String> keyId(String token) {
        int end = token.indexOf('.');
        if (end <= 0 || end > LONGEST_HEADER) {
            return Optional.empty();
        }
        try {
            byte[] header = Base64.getUrlDecoder().decode(token.substring(0, end));
            return Optional.of(new JsonObject(Buffer.buffer(header)))
                    .map(json -> json.getValue("kid"))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        } catch (IllegalArgumentException | DecodeException garbled) {
            return Optional.empty();
        }
    }
}
