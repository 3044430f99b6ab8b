package dev.phoneauth.session;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * For operators, on the management port: {@code POST /q/signing-keys/replace} after a leak. Every access token so far
 * dies within seconds, when the last replica has heard of it; phones get new ones by their refresh tokens, and nobody is
 * signed out.
 */
@ApplicationScoped
class KeyReplacement {
    private static final Logger LOG = Logger.getLogger(KeyReplacement.class);

    private final KeyRotation rotation;
    private final SigningKeys keys;

    KeyReplacement(KeyRotation rotation, SigningKeys keys) {
        this.rotation = rotation;
        this.keys = keys;
    }

    void register(@Observes ManagementInterface management) {
        management.router().post("/q/signing-keys/replace").handler(this::replace);
    }

    private void replace(RoutingContext request) {
        if (keys.areGiven()) {
            end(request, HttpResponseStatus.CONFLICT, "the keys were given as files: change those");
            return;
        }
        rotation.replaceAll().subscribe().with(ring -> end(request, HttpResponseStatus.OK, "replaced"), failure -> {
            LOG.warnf("The signing keys were not replaced: %s", failure.getMessage());
            end(request, HttpResponseStatus.SERVICE_UNAVAILABLE, "not replaced, try again");
        });
    }

    private static void end(RoutingContext request, HttpResponseStatus status, String word) {
        request.response()
                .setStatusCode(status.code())
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("status", word).encode());
    }
}
