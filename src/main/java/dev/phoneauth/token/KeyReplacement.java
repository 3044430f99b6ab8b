package dev.phoneauth.token;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * For operators, on the management port: {@code POST /q/signing-keys/replace} after a leak. Within seconds every replica
 * refuses access tokens that the former keys signed, except the last one of each session: no user is signed out.
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
