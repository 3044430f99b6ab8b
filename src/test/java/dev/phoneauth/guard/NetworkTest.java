package dev.phoneauth.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is shown of a network, and kept of it, identifies no person. */
class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.23,           198.51.100.*",
        "2001:db8:1234:5678::/64, 2001:db8:*",
        "2001:db8::/64,         2001:db8:*",
        "fe80::/64,             fe80::*",
        "local,                 local"
    })
    void network_isMasked(String name, String masked) {
        assertEquals(masked, new Network(name).masked());
    }
}
