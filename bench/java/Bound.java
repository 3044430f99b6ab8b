import java.util.Locale;

/** What a scenario must show, with what it showed. */
record Bound(String what, double value, String relation, double limit, boolean holds) {
    static Bound atMost(String what, double value, double limit) {
        return new Bound(what, value, "at most", limit, value <= limit);
    }

    static Bound below(String what, double value, double limit) {
        return new Bound(what, value, "below", limit, value < limit);
    }

    static Bound atLeast(String what, double value, double limit) {
        return new Bound(what, value, "at least", limit, value >= limit);
    }

    @Override
    public String toString() {
        return "%s: %s (%s %s)%s".formatted(what, plain(value), relation, plain(limit), holds ? "" : " NOT HELD");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
