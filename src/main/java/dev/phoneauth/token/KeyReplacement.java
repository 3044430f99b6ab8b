package dev.phoneauth.token;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * For operators, on the management port: {@code POST /q/signing-keys/replace} after a leak. Tokens signed by the keys before
 * are refused within seconds, when the last replica has read of it, but for the one that each session was given last; no user
 * is signed out.
 */
@ApplicationScoped
class KeyReplacement {
    private static final Logger LOG = Logger.getLogger(KeyReplacement.class);

    @Inject KeyRotation rotation;
    @Inject SigningKeys keys;

    void register(@Observes ManagementInterface management) {
        management.router().post("/q/signing-keys/replace").handler(this::replace);
    }

    private void replace(RoutingContext request) {
        if (keys.areGiven()) {
            end(request, HttpResponseStatus.CONFLICT, "the keys were given as files: change those");
            return;
        }
        rotation.replaceAll().subscribe().with(replaced -> end(request, HttpResponseStatus.OK, "replaced"), failure -> {
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
