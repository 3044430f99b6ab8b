package dev.phoneauth.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Which methods a path takes. Quarkus REST leaves {@code Allow} out of a 405, and answers {@code OPTIONS} with a 200
 * wherever any path is near.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.1">RFC 9110, section 10.2.1</a>
 */
@Provider
@PreMatching
public class AllowedMethods implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
        if (context.getMethod().equals(HttpMethod.OPTIONS)) {
            context.abortWith(Response.noContent().allow(existing(context)).build());
        }
    }

    private static Set<String> existing(ContainerRequestContext context) {
        Set<String> methods = of(context);
        if (methods.isEmpty()) {
            throw Problem.NOT_FOUND.failure();
        }
        return methods;
    }

    /** Empty where there is nothing. */
    static Set<String> of(ContainerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) context).getServerRequestContext();
        Set<String> methods = declared(request);
        // A HEAD of its own a resource declares only in order to refuse it.
        if (!methods.remove(HttpMethod.HEAD) && methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }

    /** By every resource class whose path the request begins with: the router asks them in turn, too. */
    private static Set<String> declared(ResteasyReactiveRequestContext request) {
        RequestMapper<InitialMatch> classes =
                new RequestMapper<>(request.getDeployment().getClassMappers());
        String path = request.getPathWithoutPrefix();
        Set<String> methods = new TreeSet<>();
        for (RequestMatch<InitialMatch> match = classes.map(path);
                match != null;
                match = classes.continueMatching(path, match)) {
            String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            Arrays.stream(match.value.handlers)
                    .filter(ClassRoutingHandler.class::isInstance)
                    .flatMap(handler -> ((ClassRoutingHandler) handler).getMappers().entrySet().stream())
                    .filter(entry -> takes(entry, remaining))
                    .forEach(entry -> methods.add(entry.getKey()));
        }
        return methods;
    }

    private static boolean takes(Map.Entry<String, RequestMapper<RuntimeResource>> method, String remaining) {
        return method.getKey() != null && method.getValue().map(remaining) != null;
    }
}
