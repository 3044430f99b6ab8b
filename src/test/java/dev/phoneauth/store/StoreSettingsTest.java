package dev.phoneauth.store;

import dev.phoneauth.settings.Faults;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StoreSettingsTest {
    private record Config(Duration timeout) implements StoreConfig {}

    @ParameterizedTest
    @CsvSource({"50,   ''", "5000, ''", "49,   phone-auth.store.timeout", "5001, phone-auth.store.timeout"})
    void bounds_areChecked(long timeoutMillis, String fault) {
        Faults faults = new Faults();
        new StoreSettings(new Config(Duration.ofMillis(timeoutMillis))).check(faults);
        assertEquals(fault, faults.toString().split(" ")[0]);
    }
}
