package dev.phoneauth.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the limits are, as plainly as can be: a list of all texts, looked through anew for every question. */
final class LimitsModel {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long LONGEST_COOLDOWN = 15 * MINUTE;

    private final List<Budget> budgets;
    private final List<Text> texts = new ArrayList<>();
    private final Set<String> redeemed = new HashSet<>();
    private final Map<String, Cooldown> cooldowns = new HashMap<>();

    LimitsModel(List<Budget> budgets) {
        this.budgets = budgets;
    }

    /** At most so many texts to or from one subject within the window. */
    record Budget(String limit, Subject subject, int most, long window, Of of) {}

    /** Which texts a budget counts. */
    enum Of {
        ALL,
        UNREDEEMED,
        REDEEMED
    }

    /** What of a text a budget looks at. */
    interface Subject {
        String of(Text text);
    }

    record Text(String id, String number, String network, long time) {}

    /** Either refused, by this limit and for so long, or sent, and the number's next one has to wait that long. */
    record Answer(Optional<String> limit, long delay) {}

    private record Cooldown(String id, long sent, long until, int step) {}

    Answer send(Text text) {
        Optional<Answer> refusal = refusals(text).stream().max(Comparator.comparingLong(Answer::delay));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        texts.add(text);
        long cooldown = startCooldown(text);
        return new Answer(Optional.empty(), Math.max(cooldown, numberWait(text)));
    }

    void refund(String id) {
        texts.removeIf(text -> text.id().equals(id));
        endCooldown(id);
    }

    void endCooldown(String id) {
        cooldowns.replaceAll((number, cooldown) -> cooldown.id().equals(id)
                ? new Cooldown(id, cooldown.sent(), cooldown.sent(), cooldown.step() - 1)
                : cooldown);
    }

    void redeemed(String number, List<String> ids) {
        cooldowns.remove(number);
        redeemed.addAll(ids);
    }

    private List<Answer> refusals(Text text) {
        List<Answer> refusals = new ArrayList<>();
        long cooldown = cooldown(text).until() - text.time();
        if (cooldown > 0) {
            refusals.add(new Answer(Optional.of("cooldown"), cooldown));
        }
        budgets.forEach(budget -> {
            long wait = wait(budget, text);
            if (wait > 0) {
                refusals.add(new Answer(Optional.of(budget.limit()), wait));
            }
        });
        return refusals;
    }

    /** Until so many of those in the window have left it that there is room for one. */
    private long wait(Budget budget, Text text) {
        List<Long> inWindow = texts.stream()
                .filter(other -> budget.of() == Of.ALL || (budget.of() == Of.REDEEMED) == redeemed.contains(other.id()))
                .filter(other ->
                        budget.subject().of(other).equals(budget.subject().of(text)))
                .map(Text::time)
                .filter(time -> time > text.time() - budget.window())
                .sorted()
                .toList();
        int surplus = inWindow.size() - most(budget, text);
        return surplus < 0 ? 0 : inWindow.get(surplus) + budget.window() - text.time();
    }

    /** In a day, a network may have as many texts that are not redeemed as it has numbers with redeemed ones, if that is more. */
    private int most(Budget budget, Text text) {
        boolean grows = budget.limit().equals("network") && budget.window() == DAY;
        return grows ? (int) Math.max(budget.most(), redeemedOfNetwork(text)) : budget.most();
    }

    private long redeemedOfNetwork(Text text) {
        return texts.stream()
                .filter(other -> other.network().equals(text.network()))
                .filter(other -> redeemed.contains(other.id()))
                .filter(other -> other.time() > text.time() - DAY)
                .map(Text::number)
                .distinct()
                .count();
    }

    private long numberWait(Text text) {
        return budgets.stream()
                .filter(budget -> budget.limit().equals("number") && budget.of() == Of.UNREDEEMED)
                .mapToLong(budget -> wait(budget, text))
                .max()
                .orElse(0);
    }

    private Cooldown cooldown(Text text) {
        return cooldowns.getOrDefault(text.number(), new Cooldown("", 0, 0, 0));
    }

    private long startCooldown(Text text) {
        Cooldown before = cooldown(text);
        int step = text.time() - before.until() < HOUR ? before.step() + 1 : 1;
        long length = Math.min(MINUTE << (step - 1), LONGEST_COOLDOWN);
        cooldowns.put(text.number(), new Cooldown(text.id(), text.time(), text.time() + length, step));
        return length;
    }
}
