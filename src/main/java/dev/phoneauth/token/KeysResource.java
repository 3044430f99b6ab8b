package dev.phoneauth.token;

import dev.phoneauth.secret.IdentityConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;

/** The keys by which any other service verifies access tokens, with no secret shared. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
class KeysResource {
    private static final Logger LOG = Logger.getLogger(KeysResource.class);
    private static final Duration LONGEST_CACHED = Duration.ofMinutes(5);

    @Inject KeyRotation rotation;
    @Inject SigningKeys keys;
    @Inject SessionConfig sessions;
    @Inject IdentityConfig identity;

    /** A set of public keys (RFC 7517, section 5). */
    @GET
    @Path("jwks.json")
    public RestResponse<Map<String, List<Map<String, Object>>>> readKeys() {
        List<Map<String, Object>> published = keys.published()
                .map(key -> key.jwk.toParams(OutputControlLevel.PUBLIC_ONLY))
                .toList();
        Duration cached =
                Collections.min(List.of(LONGEST_CACHED, sessions.keysLead().dividedBy(2)));
        return ResponseBuilder.ok(Map.of("keys", published))
                .header(HttpHeaders.CACHE_CONTROL, "max-age=" + cached.toSeconds() + ", public")
                .build();
    }

    /** Of OpenID Connect Discovery 1.0 what is true here: keys, but no flows of OAuth. */
    @GET
    @Path("openid-configuration")
    public Map<String, Object> discover() {
        return Map.of(
                "issuer", identity.issuer(),
                "jwks_uri", identity.issuer().replaceFirst("/$", "") + "/.well-known/jwks.json",
                "response_types_supported", List.of(),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported",
                        List.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
    }

    /**
     * For operators, on the management port, after a leak. Within seconds every replica refuses access tokens that the
     * former keys signed, except the last one of each session: no user is signed out.
     */
    void offerReplacement(@Observes ManagementInterface management) {
        management.router().post("/q/admin/signing-keys/replace").handler(this::replace);
    }

    private void replace(RoutingContext request) {
        rotation.replaceAll()
                .subscribe()
                .with(replaced -> end(request, HttpResponseStatus.OK, "replaced"), failure -> fail(request, failure));
    }

    private static void fail(RoutingContext request, Throwable failure) {
        LOG.warnf("The signing keys were not replaced: %s", failure.getMessage());
        end(request, HttpResponseStatus.SERVICE_UNAVAILABLE, "not replaced, try again");
    }

    private static void end(RoutingContext request, HttpResponseStatus status, String word) {
        request.response().setStatusCode(status.code());
        request.json(Map.of("status", word));
    }
}
