package dev.phoneauth.session;

import dev.phoneauth.guard.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is shown of a network, and kept of it, leads to nobody. */
class MaskedNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.23,         198.51.100.*",
        "20010db812345678::/64, 2001:db8:*",
        "fe80000000000000::/64, fe80:0:*",
        "local,                 local"
    })
    void network_isMasked(String name, String masked) {
        assertEquals(masked, MaskedNetwork.of(new Network(name)));
    }
}
