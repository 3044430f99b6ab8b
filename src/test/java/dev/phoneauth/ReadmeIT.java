package dev.phoneauth;

import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The commands in the README work as pasted. */
class ReadmeIT {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void walkThrough_worksAsPasted() throws IOException, InterruptedException {
        try (Stores stores = Stores.start();
                Service service = Service.start(stores)) {
            String script = section("## A walk through it").replace(":8000", ":" + service.port());
            Process shell = new ProcessBuilder("bash", "-euc", script)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes());
            assertEquals(0, shell.waitFor(), output);
            String adasProfile =
                    output.strip().lines().reduce((before, last) -> last).orElseThrow();
            assertThat(
                    adasProfile,
                    allOf(
                            containsString("\"phone_number\":\"+4915123456789\""),
                            containsString("\"invited_users\":[\"+4915129876543\"]")));
        }
    }

    /** All shell blocks between a heading and the next. */
    private static String section(String heading) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String text =
                readme.substring(readme.indexOf(heading) + heading.length()).split("\n## ")[0];
        return SHELL_BLOCK
                .matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining());
    }
}
