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

    private final SigningKeys keys;
    private volatile Header latest = new Header("", Optional.empty());

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
        return header(token.substring(0, Math.max(0, token.indexOf('.'))))
                .keyId()
                .map(id -> keys.find(id).isPresent())
                .orElse(true);
    }

    /** Back on the context of the request, on which alone it may go on. */
    private Uni<SecurityIdentity> awaitFresh() {
        Context context = Vertx.currentContext();
        return keys.reloadSoon()
                .emitOn(rest -> context.runOnContext(back -> rest.run()))
                .replaceWith((SecurityIdentity) null);
    }

    /** All tokens of a key begin alike, so that the one before has mostly told already. */
    private Header header(String encoded) {
        Header known = latest;
        if (!known.encoded().equals(encoded)) {
            known = Header.parse(encoded);
            latest = known;
        }
        return known;
    }

    /** The first part of a token, and the key it names. */
    private record Header(String encoded, Optional<String> keyId) {
        private static final int LONGEST = 1024;

        static Header parse(String encoded) {
            return new Header(encoded, encoded.length() > LONGEST ? Optional.empty() : read(encoded));
        }

        private static Optional<String> read(String encoded) {
            try {
                return Optional.of(new JsonObject(
                                Buffer.buffer(Base64.getUrlDecoder().decode(encoded))))
                        .map(json -> json.getValue("kid"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast);
            } catch (IllegalArgumentException | DecodeException garbled) {
                return Optional.empty();
            }
        }
    }
}
