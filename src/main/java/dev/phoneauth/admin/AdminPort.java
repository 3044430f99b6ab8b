package dev.phoneauth.admin;

import dev.phoneauth.secret.Hmac;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Protects the management port: web pages get nothing from it, and {@code /q/admin/} needs a token. An attacker's page could
 * otherwise use it through the browser of an operator, also by a host name that leads to the operator's network.
 */
@ApplicationScoped
class AdminPort {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth.admin");
    private static final String NOT_HEALTH = "(?!/q/health).*";

    /** Names that no public DNS server resolves, and addresses. */
    private static final Pattern OWN_HOST = Pattern.compile(
            "(?i)([^.:\\[\\]]+|[0-9.]+|\\[[0-9a-f:.]+]|[^:]+\\.(svc|local|localhost|internal))(:[0-9]+)?");

    @Inject AdminConfig config;

    void protect(@Observes ManagementInterface management) {
        Router router = management.router();
        allowNoOrigin(router);
        router.routeWithRegex(NOT_HEALTH).order(Integer.MIN_VALUE).handler(AdminPort::refuseWebPages);
        // Vert.x would log a path that cannot be decoded with a stack trace.
        router.errorHandler(
                HttpResponseStatus.BAD_REQUEST.code(), context -> end(context, HttpResponseStatus.BAD_REQUEST));
        router.route("/q/admin/*").order(-1).handler(this::authenticate);
    }

    /** Quarkus lets every web page read the answers of this port, and has no setting against it (AdminPortTest). */
    private static void allowNoOrigin(Router router) {
        router.getRoutes().stream()
                .filter(route -> route.toString().contains("CorsHandler"))
                .forEach(Route::remove);
    }

    private static void refuseWebPages(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean isOfWebPage = request.getHeader(HttpHeaders.ORIGIN) != null
                || "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        String host = request.getHeader(HttpHeaders.HOST);
        boolean isOwnHost = host == null || OWN_HOST.matcher(host).matches();
        if (isOwnHost && !isOfWebPage) {
            context.next();
        } else {
            end(context, HttpResponseStatus.FORBIDDEN);
        }
    }

    private void authenticate(RoutingContext context) {
        List<String> tokens = config.tokens().orElse(List.of());
        Optional<String> caller = caller(tokens, context.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (caller.isPresent()) {
            LOG.infof(
                    "%s %s by %s", context.request().method(), context.request().path(), caller.get());
            context.next();
        } else if (tokens.isEmpty()) {
            end(context, HttpResponseStatus.NOT_FOUND);
        } else {
            context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
            end(context, HttpResponseStatus.UNAUTHORIZED);
        }
    }

    private static Optional<String> caller(List<String> tokens, String authorization) {
        return tokens.stream()
                .filter(pair -> isToken(pair, authorization))
                .map(pair -> pair.substring(0, pair.indexOf('=')))
                .findFirst();
    }

    private static boolean isToken(String pair, String authorization) {
        return Hmac.isSame("Bearer " + pair.substring(pair.indexOf('=') + 1), authorization);
    }

    private static void end(RoutingContext context, HttpResponseStatus status) {
        context.response().setStatusCode(status.code());
        context.json(Map.of("status", status.reasonPhrase()));
    }
}
