package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Settings;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** docs/settings.md has every setting with its variable and default, and no other. */
class SettingsPageTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(phone-auth[a-z.-]+)`<br>`(\\w+)` \\| (?:none|`([^`]+)`) \\| .+ \\| .+ \\|");

    @Test
    void page_hasEverySettingWithItsDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String row : Files.readAllLines(Path.of("docs/settings.md"))) {
            if (row.startsWith("| `")) {
                var cells = ROW.matcher(row);
                assertTrue(cells.matches(), row);
                String setting = cells.group(1);
                assertEquals(setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), cells.group(2));
                assertTrue(documented.put(setting, String.valueOf(cells.group(3))) == null, "twice: " + setting);
            }
        }
        assertEquals(declared(), documented);
    }

    /** Names and defaults; the default "null" is none. Methods with a body work out values, and are no settings. */
    private static Map<String, String> declared() {
        SmallRyeConfig defaults = Settings.of(Map.of());
        return Settings.MAPPINGS.stream()
                .map(ConfigClass::configClass)
                .flatMap(mapping -> ConfigMappings.getProperties(mapping).entrySet().stream())
                .filter(setting -> setting.getKey().startsWith("phone-auth"))
                .filter(setting -> !setting.getKey().endsWith("[*]"))
                .filter(setting -> !setting.getValue().getMethod().isDefault())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        setting -> String.valueOf(
                                defaults.getConfigValue(setting.getKey()).getValue()),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
