package dev.phoneauth.http;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Daemon;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import dev.phoneauth.testsupport.Wire;
import io.restassured.response.Response;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.head;
import static dev.phoneauth.testsupport.Wire.join;
import static dev.phoneauth.testsupport.Wire.request;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** Before the service stands a HAProxy, which it trusts and which appends the client's address to X-Forwarded-For. */
class ProxyFaultIT {
    private static final String CLIENT = "127.0.0.2";
    private static final String OTHER_CLIENT = "127.0.0.3";
    private static final int CODES_PER_NETWORK = 3;
    private static final int CONNECTIONS_PER_NETWORK = 8;
    private static final String CONFIG = """
            defaults
                mode http
                option forwardfor
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            listen phone-auth
                bind 127.0.0.1:%d
                server phone-auth 127.0.0.1:%d
            """;
    private static final String EXPLAIN = "GET /api/account/problems/not_found";
    private static final String POST = "POST /api/account/auth/";
    private static final String JSON = "Content-Type: application/json";

    private final Stores stores = Stores.start();
    private final Service service = Service.start(
            stores,
            Map.of(
                    "QUARKUS_PROFILE",
                    "demo",
                    "PHONE_AUTH_GUARD_TRUSTED_PROXIES",
                    "127.0.0.1",
                    "PHONE_AUTH_GUARD_NETWORK_PER_HOUR",
                    Integer.toString(CODES_PER_NETWORK),
                    "PHONE_AUTH_HTTP_CONNECTIONS_PER_NETWORK",
                    Integer.toString(CONNECTIONS_PER_NETWORK)));
    private Daemon proxy;

    @BeforeEach
    void start() {
        proxy = Daemon.startWithFile("haproxy", port -> CONFIG.formatted(port, service.port()));
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        service.close();
        stores.close();
    }

    @Test
    void user_signsIn() {
        Api api = Api.at("http://localhost:" + proxy.port());
        api.profile(api.signIn(Numbers.fresh())).then().statusCode(200);
    }

    /** Through a tunnel a client could send requests that the proxy does not see. */
    @Test
    void upgradeToHttp2_opensNoTunnel() {
        byte[] upgrade = head(
                EXPLAIN, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__");
        String answers = client().sendAndReadAll(join(upgrade, head(EXPLAIN, "Connection: close")));
        assertThat(answers, startsWith("HTTP/1.1 200 "));
        assertThat(answers.split("HTTP/1.1 200 ", -1).length, equalTo(3));
    }

    @Test
    void forgedNetwork_isNotBelieved() {
        for (int i = 0; i < CODES_PER_NETWORK; i++) {
            requestCode(client(), "192.0.2." + i).then().statusCode(200);
        }
        for (String forged : List.of("192.0.2.7", "127.0.0.1", "127.0.0.3, 127.0.0.1")) {
            requestCode(client(), forged)
                    .then()
                    .spec(isProblem(429, "too_many_requests"))
                    .body("limit", equalTo("network"));
        }
        requestCode(Wire.to(proxy.port()).from(OTHER_CLIENT), "192.0.2.7")
                .then()
                .statusCode(200);
    }

    /** All its connections come from one address. */
    @Test
    void limitOfConnections_isNotThatOfTheProxy() {
        byte[] half = join(head(POST, JSON, "Content-Length: 100"), ascii("{"));
        List<Socket> halfSent = Stream.generate(() -> client().begin(half))
                .limit(3 * CONNECTIONS_PER_NETWORK)
                .toList();
        for (int i = 0; i < CONNECTIONS_PER_NETWORK; i++) {
            Wire.to(proxy.port()).from(OTHER_CLIENT).send(head(EXPLAIN)).then().statusCode(200);
        }
        halfSent.forEach(Wire::hangUp);
    }

    private static Response requestCode(Wire client, String forged) {
        byte[] body = ascii("{\"phone_number\": \"" + Numbers.fresh() + "\"}");
        return client.send(request(POST, body, JSON, "X-Forwarded-For: " + forged));
    }

    private Wire client() {
        return Wire.to(proxy.port()).from(CLIENT);
    }
}
