package dev.phoneauth.token;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/** The keys by which any other service verifies access tokens, with no secret shared. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
class JwksResource {
    private final SigningKeys keys;
    private final String issuer;
    private final CacheControl publicly = new CacheControl();

    JwksResource(SigningKeys keys, SessionConfig config, @ConfigProperty(name = "phone-auth.issuer") String issuer) {
        this.keys = keys;
        this.issuer = issuer;
        publicly.setNoTransform(false);
        publicly.setMaxAge((int) config.keys().maxAge().toSeconds());
        publicly.getCacheExtension().put("public", null);
    }

    /** A set of public keys (RFC 7517, section 5). */
    @RegisterForReflection
    record KeySet(List<Map<String, Object>> keys) {}

    /** Of OpenID Connect Discovery 1.0 what is true here: keys, but no flows of OAuth. */
    record Discovery(
            String issuer,
            String jwksUri,
            List<String> responseTypesSupported,
            List<String> subjectTypesSupported,
            List<String> idTokenSigningAlgValuesSupported) {}

    @GET
    @Path("jwks.json")
    public Response readKeys(@Context Request request) {
        KeySet set = new KeySet(keys.published()
                .map(key -> key.jwk.toParams(OutputControlLevel.PUBLIC_ONLY))
                .toList());
        EntityTag tag = tag(set);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : Response.ok(set))
                .tag(tag)
                .cacheControl(publicly)
                .build();
    }

    @GET
    @Path("openid-configuration")
    public Discovery discover() {
        Stream<String> algorithms =
                keys.published().map(key -> key.algorithm().name()).distinct();
        return new Discovery(
                issuer,
                issuer.replaceFirst("/$", "") + "/.well-known/jwks.json",
                List.of(),
                List.of("public"),
                algorithms.toList());
    }

    /** Keys are named by what they are, so the names tell whether the set has changed. */
    private static EntityTag tag(KeySet set) {
        return new EntityTag(Integer.toHexString(
                set.keys().stream().map(key -> key.get("kid")).toList().hashCode()));
    }
}
