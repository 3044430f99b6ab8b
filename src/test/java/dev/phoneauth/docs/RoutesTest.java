package dev.phoneauth.docs;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The document lists the operations that the service has, and no others. */
@QuarkusTest
class RoutesTest {
    /** HEAD has a method of its own there only to be refused. */
    private static final String REFUSED = "HEAD /api/account/reset";

    /** The document describes the reports of each gateway; the service has one route for all. */
    private static final String GATEWAY = "(/delivery/)(webhook|twilio|vonage)$";

    /** Operations of other tests. */
    private static final String TEST_RESOURCES = "/api/account/faults/";

    @Test
    void operations_areThoseOfTheService() {
        Set<String> documented = ApiDocument.fetch().operations().stream()
                .map(operation -> operation.toString().replaceFirst("/$", "").replaceFirst(GATEWAY, "$1{sender}"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(served(), documented);
    }

    /** Such as {@code GET /api/account/profile/{id}}. */
    private static Set<String> served() {
        Set<String> routes = new TreeSet<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        routes.add(method + " " + path.replaceFirst("/$", ""));
                    }
                });
        routes.removeIf(route -> route.equals(REFUSED) || route.contains(TEST_RESOURCES));
        return routes;
    }
}
