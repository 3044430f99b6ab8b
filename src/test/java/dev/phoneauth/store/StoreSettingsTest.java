package dev.phoneauth.store;

import dev.phoneauth.settings.Faults;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StoreSettingsTest {
    private record Config(Duration timeout, int readConnections) implements StoreConfig {}

    @ParameterizedTest
    @CsvSource({
        "50,   1,   ''",
        "5000, 100, ''",
        "49,   4,   phone-auth.store.timeout",
        "5001, 4,   phone-auth.store.timeout",
        "800,  0,   phone-auth.store.read-connections",
        "800,  101, phone-auth.store.read-connections"
    })
    void bounds_areChecked(long timeoutMillis, int readConnections, String fault) {
        Faults faults = new Faults();
        new StoreSettings(new Config(Duration.ofMillis(timeoutMillis), readConnections)).check(faults);
        assertEquals(fault, faults.toString().split(" ")[0]);
    }
}
