package dev.phoneauth.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/** What axe-core finds in a page that keeps people from using it. */
final class Axe {
    private static final String SCRIPT = script();

    private static final String SERIOUS = """
            const done = arguments[0];
            axe.run({ resultTypes: ["violations"] }).then(({ violations }) => done(violations
                .filter(({ impact }) => ["serious", "critical"].includes(impact))
                .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))));
            """;

    private Axe() {}

    /** Findings of the impact serious or critical, each with its element. */
    static List<?> seriousFindings(JavascriptExecutor page) {
        page.executeScript(SCRIPT);
        return (List<?>) page.executeAsyncScript(SERIOUS);
    }

    private static String script() {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
