package dev.phoneauth.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MigrationTest {
    @Test
    void all_areTheFiles() throws IOException {
        Path resources = Path.of("src/main/resources");
        try (Stream<Path> files = Files.list(resources.resolve("db/migration"))) {
            assertEquals(
                    files.map(file -> resources.relativize(file).toString()).collect(Collectors.toSet()),
                    Migration.ALL.stream().map(Migration::script).collect(Collectors.toSet()));
        }
    }

    /** A second one of a version would never be applied. */
    @Test
    void versions_areUnique() {
        Set<String> versions = Migration.ALL.stream().map(Migration::version).collect(Collectors.toSet());
        assertEquals(Migration.ALL.size(), versions.size());
    }

    /** As Flyway 12 wrote them into the history of the first release; a file that was applied somewhere is never edited. */
    @ParameterizedTest
    @CsvSource({
        "1, users and sessions,  1582901591",
        "2, refresh and devices, 560240849",
        "3, signing keys,        358787471",
        "5, events,              1861618202",
        "6, earlier refreshes,   -1958353235"
    })
    void migration_isWhatFlywayApplied(String version, String description, int checksum) {
        Migration migration = Migration.ALL.stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .orElseThrow();
        assertEquals(description, migration.description());
        assertEquals(checksum, migration.checksum());
    }
}
