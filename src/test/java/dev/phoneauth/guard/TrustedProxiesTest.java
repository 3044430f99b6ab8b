package dev.phoneauth.guard;

import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Addresses and CIDR blocks of trusted proxies, as an operator writes them. */
class TrustedProxiesTest {
    private static final String CLIENT = "203.0.113.250";

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,        10.255.255.255, true",
        "10.0.0.0/8,        11.0.0.0,       false",
        "10.1.2.3/8,        10.9.9.9,       true",
        "192.0.2.128/25,    192.0.2.127,    false",
        "192.0.2.128/25,    192.0.2.200,    true",
        "192.0.2.1,         192.0.2.1,      true",
        "192.0.2.1,         192.0.2.2,      false",
        "0.0.0.0/0,         192.0.2.1,      true",
        "0.0.0.0/0,         2001:db8::1,    false",
        "::/0,              2001:db8::1,    true",
        "::/0,              192.0.2.1,      false",
        "2001:db8::/33,     2001:db8:7fff::, true",
        "2001:db8::/33,     2001:db8:8000::, false",
        "fc00::/7,          fdff::1,        true",
        "fc00::/7,          fe80::1,        false",
        "::1,               ::1,            true",
        "::ffff:10.0.0.0/8, 10.2.3.4,       true"
    })
    void block_contains(String block, String peer, boolean contains) {
        assertTrue(ClientNetwork.isProxy(block));
        ClientNetwork networks =
                new ClientNetwork(TestGuard.config(GuardConfig.class, Map.of("trusted-proxies", block)));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", CLIENT);
        boolean believed = networks.of(peer, headers).name().equals(CLIENT);
        assertEquals(contains, believed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1"})
    void anythingElse_isNone(String text) {
        assertFalse(ClientNetwork.isProxy(text));
    }
}
