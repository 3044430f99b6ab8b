import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws runs: SMS of the attack and refused honest requests by the hour, the first service full, others dashed. */
final class Picture {
    private static final int COLUMNS = 3;
    private static final int WIDE = 250;
    private static final int HIGH = 70;
    private static final int GAP = 50;
    private static final String ATTACK = "#d9534f";
    private static final String REFUSED = "#4695eb";

    private Picture() {}

    static String of(List<Attacks.Result> results) {
        List<String> titles = results.stream().map(Attacks.Result::title).distinct().toList();
        String first = results.get(0).service();
        int rows = (titles.size() + COLUMNS - 1) / COLUMNS;
        StringBuilder svg = new StringBuilder(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12" role="img">\
                <title>SMS of attacks and refused honest requests</title>
                <text x="10" y="20" fill="%s">SMS sent to the attack</text><text x="160" y="20" fill="%s">honest requests refused</text>
                """
                        .formatted(COLUMNS * (WIDE + GAP), 40 + rows * (HIGH + GAP), ATTACK, REFUSED));
        for (int i = 0; i < titles.size(); i++) {
            String title = titles.get(i);
            svg.append("<g transform=\"translate(%d %d)\">".formatted(
                    10 + i % COLUMNS * (WIDE + GAP), 50 + i / COLUMNS * (HIGH + GAP)));
            svg.append(panel(results.stream().filter(result -> result.title().equals(title)).toList(), first));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String panel(List<Attacks.Result> results, String first) {
        int most = results.stream()
                .flatMapToInt(result -> IntStream.concat(
                        Arrays.stream(result.tally().byPeriod(Tally.Count.ATTACK_SENT)),
                        Arrays.stream(result.tally().byPeriod(Tally.Count.REFUSED))))
                .max()
                .orElse(0);
        String unit = results.get(0).tally().period().toHours() > 0 ? "an hour" : "a minute";
        return """
                <text y="-4" fill="#888">%s</text><path d="M0 0V%d H%d" fill="none" stroke="#888"/>\
                <text x="%d" y="%d" text-anchor="end" fill="#888">up to %d %s</text>"""
                        .formatted(results.get(0).title(), HIGH, WIDE, WIDE, HIGH + 13, most, unit)
                + results.stream()
                        .map(result -> line(result, Tally.Count.ATTACK_SENT, ATTACK, most, first)
                                + line(result, Tally.Count.REFUSED, REFUSED, most, first))
                        .collect(Collectors.joining());
    }

    private static String line(Attacks.Result result, Tally.Count count, String colour, int most, String first) {
        int[] values = result.tally().byPeriod(count);
        double step = (double) WIDE / Math.max(1, values.length);
        String path = IntStream.range(0, values.length)
                .mapToObj(i -> "%s%.0f %.1fh%.1f".formatted(
                        i == 0 ? "M" : "L", i * step, HIGH - (double) HIGH * values[i] / Math.max(1, most), step))
                .collect(Collectors.joining());
        String dashes = Objects.equals(result.service(), first) ? "" : " stroke-dasharray=\"2 2\"";
        return "<path d=\"%s\" fill=\"none\" stroke=\"%s\"%s/>".formatted(path, colour, dashes);
    }
}
