package dev.phoneauth.startup;

import dev.phoneauth.store.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A file of {@code db/migration}, named as Flyway names them: {@code V<version>__<description>.sql}.
 *
 * @param script the resource, such as {@code db/migration/V1__users_and_sessions.sql}
 */
record Migration(String version, String description, String script) {
    /** In the order in which they are applied. */
    static final List<Migration> ALL = Stream.of(
                    "V1__users_and_sessions",
                    "V2__refresh_and_devices",
                    "V3__signing_keys",
                    "V5__events",
                    "V6__earlier_refreshes",
                    "V7__access_hash",
                    "V8__invited_count",
                    "V9__used_codes",
                    "V10__es256_alone")
            .map(Migration::named)
            .toList();

    private static Migration named(String name) {
        String[] parts = name.substring(1).split("__");
        return new Migration(parts[0], parts[1].replace('_', ' '), "db/migration/" + name + ".sql");
    }

    String sql() {
        return Resource.text(script);
    }

    /** CRC-32 of the lines without their line breaks, in UTF-8, as Flyway computes it. */
    int checksum() {
        CRC32 crc = new CRC32();
        sql().lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
