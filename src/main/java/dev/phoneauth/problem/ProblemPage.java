package dev.phoneauth.problem;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the codes of problems mean, for a person with a browser. */
final class ProblemPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%2$s</title>
                <link rel="icon" href="%1$sdocs/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%1$sdocs/page.css">
              </head>
              <body>
                <main>
                  <h1>%2$s</h1>
            %3$s
                </main>
                <footer><p>%4$s</p></footer>
              </body>
            </html>
            """;

    /** From the page to {@code /api/account/}: relative, as a proxy may offer the service under another path. */
    private final String base;

    private final ProblemMapper problems;

    /** @param path of the page, such as {@code /api/account/problems/invalid_code} */
    ProblemPage(String path, ProblemMapper problems) {
        this.problems = problems;
        base = "../".repeat((int) path.chars().filter(c -> c == '/').count() - 3);
    }

    String of(Problem problem) {
        return page(
                problem.title,
                "<p class=\"box\">Status " + problems.status(problem) + ", code <code>" + problem.code()
                        + "</code></p>\n<p>" + problem.advice + "</p>",
                link("problems/", "All problems"));
    }

    String ofAll() {
        String items = Stream.of(Problem.values()).map(this::item).collect(Collectors.joining("\n"));
        return page("Problems", "<ul>" + items + "</ul>", link("docs/", "All operations"));
    }

    private String page(String title, String content, String footer) {
        return String.format(Locale.ROOT, PAGE, base, title, content, footer);
    }

    private String item(Problem problem) {
        return "<li>" + link("problems/" + problem.code(), problem.code()) + ": " + problem.title + " ("
                + problems.status(problem) + ")</li>";
    }

    private String link(String path, String text) {
        return "<a href=\"" + base + path + "\">" + text + "</a>";
    }
}
