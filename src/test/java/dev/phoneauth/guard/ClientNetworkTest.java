package dev.phoneauth.guard;

import dev.phoneauth.testsupport.Logs;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A header of a client changes nothing; the header of a trusted proxy is believed. */
class ClientNetworkTest {
    private static final String PEER = "203.0.113.9";
    private static final String PROXY = "10.0.0.1";
    private static final String DOCUMENTATION_64 = "2001:db8:0:1::/64";

    private final ClientNetwork behindProxies = networks(Map.of("trusted-proxies", "10.0.0.0/8,2001:db8:ffff::/48"));

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,                     192.0.2.1",
        "::ffff:192.0.2.1,              192.0.2.1",
        "0:0:0:0:0:ffff:c000:201,       192.0.2.1",
        "2001:db8:0:1::1,               2001:db8:0:1::/64",
        "2001:db8:0:1:ffff:1:2:3,       2001:db8:0:1::/64",
        "2001:db8:0:2::1,               2001:db8:0:2::/64",
        "fe80::1%eth0,                  fe80::/64",
        "0:0:0:0:0:0:0:1,               ::/64"
    })
    void peer_isTheNetwork(String peer, String network) {
        assertEquals(network, networks(Map.of()).of(peer, headers()).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "Forwarded"})
    void stranger_isNotBelieved(String header) {
        String forged = header.equals("Forwarded") ? "for=192.0.2.1" : "192.0.2.1";
        assertEquals(PEER, behindProxies.of(PEER, headers(header, forged)).name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("xForwardedFor")
    void trustedProxy_isBelieved(String value, String network) {
        assertEquals(
                network,
                behindProxies.of(PROXY, headers("X-Forwarded-For", value)).name());
    }

    static Stream<Arguments> xForwardedFor() {
        return Stream.of(
                arguments("192.0.2.1", "192.0.2.1"),
                arguments(" 192.0.2.1 ", "192.0.2.1"),
                arguments("192.0.2.1:4711", "192.0.2.1"),
                arguments("::ffff:192.0.2.1", "192.0.2.1"),
                arguments("2001:db8:0:1::7", DOCUMENTATION_64),
                arguments("[2001:db8:0:1::7]:4711", DOCUMENTATION_64),
                // what the client has written stands before what the proxy adds
                arguments("198.51.100.1, 192.0.2.1", "192.0.2.1"),
                arguments("10.9.9.9, 192.0.2.1", "192.0.2.1"),
                arguments("198.51.100.1,,192.0.2.1", "192.0.2.1"),
                // through two proxies of ours
                arguments("192.0.2.1, 10.0.0.2", "192.0.2.1"),
                arguments("198.51.100.1, 192.0.2.1, 2001:db8:ffff::2", "192.0.2.1"),
                // where a proxy wrote no address, the proxy itself counts as the client
                arguments("192.0.2.1, unknown", PROXY),
                arguments("192.0.2.1, _hidden, 10.0.0.2", "10.0.0.2"),
                arguments("192.0.2.1, ", PROXY),
                arguments("localhost", PROXY),
                arguments("1.2.3", PROXY),
                arguments("", PROXY));
    }

    /** The header may come in several lines, in order. */
    @Test
    void severalHeaders_areOne() {
        MultiMap headers = headers("X-Forwarded-For", "198.51.100.1").add("X-Forwarded-For", "192.0.2.1, 10.0.0.3");
        assertEquals("192.0.2.1", behindProxies.of(PROXY, headers).name());
    }

    @Test
    void otherHeader_isIgnored() {
        MultiMap headers = headers("X-Forwarded-For", "192.0.2.1").add("Forwarded", "for=198.51.100.1");
        assertEquals("192.0.2.1", behindProxies.of(PROXY, headers).name());
        assertEquals(
                PROXY,
                behindProxies
                        .of(PROXY, headers("Forwarded", "for=198.51.100.1"))
                        .name());
    }

    @Test
    void untrustedProxy_isWarnedOfOnce() {
        try (Logs log = Logs.of(ClientNetwork.class)) {
            behindProxies.of(PEER, headers());
            assertEquals(0, log.count());
            behindProxies.of(PEER, headers("X-Forwarded-For", "192.0.2.1"));
            behindProxies.of(PEER, headers("X-Forwarded-For", "192.0.2.2"));
            assertEquals(1, log.count());
            assertThat(log.lines(), containsString("PHONE_AUTH_GUARD_TRUSTED_PROXIES"));
        }
    }

    private static ClientNetwork networks(Map<String, String> settings) {
        return new ClientNetwork(TestGuard.config(GuardConfig.class, settings));
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
