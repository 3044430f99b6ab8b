package dev.phoneauth.testing;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.TestingConfig;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * While testing is off, the paths of {@link TestingResource} do not exist. {@code @EndpointDisabled} cannot do this: it reads the
 * setting while a native executable is built.
 */
class TestingFilter {
    private static final Set<String> PATHS = Set.of("api/account/reset", "api/account/inbox");

    @Inject TestingConfig config;

    @ServerRequestFilter(preMatching = true)
    void hide(UriInfo uri) {
        if (!config.enabled() && PATHS.contains(path(uri))) {
            throw Problem.NOT_FOUND.failure();
        }
    }

    /** Of segments, which are decoded and have no matrix parameters, as the router compares them. */
    private static String path(UriInfo uri) {
        return uri.getPathSegments().stream()
                .map(PathSegment::getPath)
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
