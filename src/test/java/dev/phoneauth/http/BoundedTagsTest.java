package dev.phoneauth.http;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Wire.head;
import static java.util.stream.IntStream.range;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

/** Whatever clients ask for, metrics stay as many as they are, and go on. */
@QuarkusTest
class BoundedTagsTest {
    private static final int MORE_THAN_QUARKUS_COUNTS = 150;

    private final Api api = Api.ofThisService();

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @TestHTTPResource
    URI service;

    @Test
    void whatIsInvented_isInNoMetric() {
        range(0, MORE_THAN_QUARKUS_COUNTS).forEach(this::invent);
        assertThat(metrics(), not(containsString("nvented")));
        assertThat(metrics(), containsString("uri=\"OTHER\""));

        api.request().get("/api/account/problems/not_found").then().statusCode(200);
        assertThat(metrics(), containsString("uri=\"/api/account/problems/{code}\""));
    }

    /** The patterns of {@code quarkus.micrometer.binder.http-server.match-patterns} know all of them. */
    @Test
    void documentedPaths_areCountedByTheirNames() {
        Map<String, Object> paths =
                api.request().get("/api/account/openapi?format=json").path("paths");
        paths.keySet().forEach(path -> api.request().put(path.replaceAll("\\{.*?}", "x")));
        String metrics = metrics();
        paths.keySet()
                .forEach(path -> assertThat(
                        metrics,
                        containsString("uri=\""
                                + path.replaceAll("/$", "").replaceAll("delivery/.*", "delivery/{sender}") + "\"")));
    }

    private void invent(int i) {
        Wire wire = Wire.to(service.getPort());
        wire.send(head("INVENTED" + i + " /api/account/auth/"));
        wire.send(head("POST /api/account/profile/invented" + i + "/"));
        wire.send(head("OPTIONS /api/account/profile/invented" + i + "/"));
        wire.send(head("GET //invented" + i));
    }

    private String metrics() {
        return api.request().port(managementPort).get("/q/metrics").asString();
    }
}
