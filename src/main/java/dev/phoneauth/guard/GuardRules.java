package dev.phoneauth.guard;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The settings as {@code admit.lua} reads them: worked out once, sent along with every admission. Times are milliseconds. */
final class GuardRules {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    /** Without a text for that long, a number's cooldown starts again at its shortest. */
    private static final Duration GROWTH_REMEMBERED = HOUR;

    /** How long people take to type a code; a younger text is not yet held against its group. */
    private static final Duration RIPE_AFTER = Duration.ofSeconds(45);

    /** Of more young texts than this in one group, the oldest count as ripe: fewer cost honest crowds, more help an attack. */
    private static final int YOUNG_TEXTS = 100;

    /** Only the newest ripe texts are judged, so that an old good record does not cover an attack for long. */
    private static final int JUDGED_TEXTS = 50;

    /** Judged texts that may stay unredeemed; with fewer, chance closes honest groups. */
    private static final int EXCUSED_TEXTS = 6;

    /** Redemptions after which a group is known as good by itself. */
    private static final int ENOUGH_REDEEMED = 3;

    /** A closed group gets one text this often, so that an honest one opens by itself. */
    private static final Duration PROBE_EVERY = Duration.ofMinutes(5);

    /** The least time between two such texts over all closed groups: what an attack still gets. */
    private static final Duration PROBE_PACE = Duration.ofMinutes(1);

    private GuardRules() {}

    static String json(GuardConfig config, Duration cooldown) {
        return new JsonObject()
                .put("cooldown", cooldown.toMillis())
                .put("longest_cooldown", config.longestCooldown().toMillis())
                .put("growth_remembered", GROWTH_REMEMBERED.toMillis())
                .put("network_window", HOUR.toMillis())
                .put("budgets", budgetArray(config))
                .put("kept", kept(config))
                .mergeIn(adaptive(config.adaptive()))
                .encode();
    }

    private static List<Budget> budgets(GuardConfig config) {
        return List.of(
                new Budget("number", Subjects.NUMBER, config.numberPerHour(), HOUR),
                new Budget("number", Subjects.NUMBER, config.numberPerDay(), DAY),
                new Budget("network", Subjects.NETWORK, config.networkPerHour(), HOUR),
                new Budget("prefix", Subjects.PREFIX, config.prefixPerDay(), DAY),
                new Budget("country", Subjects.COUNTRY, config.countryPerDay(), DAY),
                new Budget("service", Subjects.SERVICE, config.perDay(), DAY));
    }

    private static JsonArray budgetArray(GuardConfig config) {
        return new JsonArray(budgets(config).stream().map(Budget::json).toList());
    }

    /** How long texts of each subject are remembered: its longest window. */
    private static JsonArray kept(GuardConfig config) {
        return new JsonArray(IntStream.rangeClosed(Subjects.NUMBER, Subjects.SERVICE)
                .mapToObj(subject -> budgets(config).stream()
                        .filter(budget -> budget.subject == subject)
                        .mapToLong(budget -> budget.window.toMillis())
                        .max()
                        .orElseThrow())
                .toList());
    }

    private static JsonObject adaptive(GuardConfig.Adaptive adaptive) {
        return new JsonObject()
                .put("enforce", adaptive.mode() == GuardConfig.Mode.ENFORCE)
                .put("window", DAY.toMillis())
                .put("ripe_after", RIPE_AFTER.toMillis())
                .put("young_texts", YOUNG_TEXTS)
                .put("judged_texts", JUDGED_TEXTS)
                .put("excused_texts", EXCUSED_TEXTS)
                .put("enough_redeemed", ENOUGH_REDEEMED)
                .put("min_share", adaptive.minShare())
                .put("closed_for", adaptive.closedFor().toMillis())
                .put("probe_every", PROBE_EVERY.toMillis())
                .put("probe_pace", PROBE_PACE.toMillis());
    }

    /** At most so many texts of one subject in any stretch of time as long as the window. */
    private record Budget(String name, int subject, int limit, Duration window) {
        JsonObject json() {
            return new JsonObject()
                    .put("name", name)
                    .put("subject", subject)
                    .put("limit", limit)
                    .put("window", window.toMillis());
        }
    }
}
