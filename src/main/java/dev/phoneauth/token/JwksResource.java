package dev.phoneauth.token;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
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

    /** A set of public keys (RFC 7517, section 5). Keys are named by what they are, so the names make the entity tag. */
    @GET
    @Path("jwks.json")
    public Response readKeys(@Context Request request) {
        List<SigningKey> published = keys.published().toList();
        List<String> names = published.stream().map(key -> key.kid).toList();
        EntityTag tag = new EntityTag(Integer.toHexString(names.hashCode()));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : Response.ok(Map.of("keys", publicKeys(published))))
                .tag(tag)
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        "max-age=" + sessions.keys().maxAge().toSeconds() + ", public")
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

    private static List<Map<String, Object>> publicKeys(List<SigningKey> keys) {
        return keys.stream()
                .map(key -> key.jwk.toParams(OutputControlLevel.PUBLIC_ONLY))
                .toList();
    }
}
