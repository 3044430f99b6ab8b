package dev.phoneauth.testing;

import dev.phoneauth.phone.PhoneConfig;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.sms.Inbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What client teams test with; while {@code phone-auth.testing.enabled} is off, these paths do not exist. */
@Path("/api/account")
class TestingResource {
    private static final Set<String> PATHS = Set.of("api/account/reset", "api/account/inbox");

    @Inject PhoneConfig config;
    @Inject Postgres postgres;
    @Inject Redis redis;
    @Inject Inbox inbox;
    @Inject PhoneNumbers numbers;

    /** {@code @EndpointDisabled} cannot do this: it reads the setting while a native executable is built. */
    @ServerRequestFilter(preMatching = true)
    public void hide(UriInfo uri) {
        Problem.NOT_FOUND.unless(config.testing() || !PATHS.contains(path(uri)));
    }

    /** Deletes all users, sessions, codes and counters; other data in the same Redis is left alone. */
    @GET
    @Path("reset")
    public Uni<Map<String, String>> reset(
            @HeaderParam("Sec-Fetch-Site") String site,
            @HeaderParam("Origin") String origin,
            @HeaderParam("Host") String host) {
        Problem.CROSS_SITE_REQUEST.unless(
                site == null ? origin == null || origin.endsWith("://" + host) : !site.equals("cross-site"));
        // In the order in which a sign-in locks them
        return postgres.statement("truncate used_codes, users, sessions, events")
                .chain(() -> deleteKeysFrom("0"))
                .replaceWith(Map.of("status", "reset"));
    }

    /** A link checker or a preview must not delete everything: only GET does. */
    @HEAD
    @Path("reset")
    public void refuseHead() {
        throw Problem.METHOD_NOT_ALLOWED.failure();
    }

    /** The latest texts to a number, newest first. */
    @GET
    @Path("inbox")
    public Uni<Map<String, ?>> readInbox(@RestQuery("phone_number") String phoneNumber) {
        return inbox.messages(numbers.parse(phoneNumber)).map(messages -> Map.of("messages", messages));
    }

    /** Of segments, which are decoded and have no matrix parameters, as the router compares them. */
    private static String path(UriInfo uri) {
        return uri.getPathSegments().stream()
                .map(PathSegment::getPath)
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private Uni<Void> deleteKeysFrom(String cursor) {
        return redis.call(api -> api.scan(List.of(cursor, "MATCH", Redis.PREFIX + "*", "COUNT", "1000")))
                .call(page -> delete(page.get(1)))
                .map(page -> page.get(0).toString())
                .chain(next -> next.equals("0") ? Uni.createFrom().voidItem() : deleteKeysFrom(next));
    }

    private Uni<?> delete(Response keys) {
        List<String> names = keys.getDelegate().stream().map(Object::toString).toList();
        return names.isEmpty() ? Uni.createFrom().voidItem() : redis.call(api -> api.unlink(names));
    }
}
