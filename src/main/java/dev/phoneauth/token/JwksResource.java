package dev.phoneauth.token;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;

/** The keys by which any other service verifies access tokens, with no secret shared. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
class JwksResource {
    @Inject SigningKeys keys;
    @Inject SessionConfig sessions;
    @Inject TokenConfig config;

    /** A set of public keys (RFC 7517, section 5). */
    @GET
    @Path("jwks.json")
    public RestResponse<Map<String, List<Map<String, Object>>>> readKeys() {
        List<Map<String, Object>> published = keys.published()
                .map(key -> key.jwk.toParams(OutputControlLevel.PUBLIC_ONLY))
                .toList();
        long maxAge = sessions.keys().maxAge().toSeconds();
        return ResponseBuilder.ok(Map.of("keys", published))
                .header(HttpHeaders.CACHE_CONTROL, "max-age=" + maxAge + ", public")
                .build();
    }

    /** Of OpenID Connect Discovery 1.0 what is true here: keys, but no flows of OAuth. */
    @GET
    @Path("openid-configuration")
    public Map<String, Object> discover() {
        return Map.of(
                "issuer", config.issuer(),
                "jwks_uri", config.issuer().replaceFirst("/$", "") + "/.well-known/jwks.json",
                "response_types_supported", List.of(),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported",
                        List.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
    }
}
