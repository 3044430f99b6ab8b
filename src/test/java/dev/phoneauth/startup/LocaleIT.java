package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import dev.phoneauth.testsupport.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The locale of the machine changes no byte of an answer: its digits may be Arabic, its small I without a dot. */
class LocaleIT {
    /** Enum constants with an I, which a Turkish machine would not find. */
    private static final Map<String, String> SETTINGS = Map.of(
            "QUARKUS_PROFILE", "demo",
            "PHONE_AUTH_PHONE_CHECK", "possible",
            "PHONE_AUTH_STARTUP_MIGRATE", "at-start",
            "PHONE_AUTH_GUARD_DENIED_TYPES", "VOICEMAIL,PREMIUM_RATE",
            "PHONE_AUTH_GUARD_ATTEMPTS_PER_MINUTE", "2",
            "PHONE_AUTH_SMS_APPS", "web=@example.com");

    private static Stores stores;
    private static String expected;

    @BeforeAll
    static void start() {
        stores = Stores.start();
        expected = answers("en", "US");
        assertThat(expected, containsString("\"texts\";r=999999"));
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "hi-IN"})
    void answers_areTheSameInEveryLocale(String locale) {
        String[] parts = locale.split("-");
        assertEquals(expected, answers(parts[0], parts[1]));
    }

    private static String answers(String language, String country) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("JAVA_TOOL_OPTIONS", "-Duser.language=" + language + " -Duser.country=" + country);
        settings.put("LANG", language + "_" + country + ".UTF-8");
        settings.put("LC_ALL", language + "_" + country + ".UTF-8");
        try (Service service = Service.start(stores, settings)) {
            service.api().request().get("/api/account/reset/").then().statusCode(200);
            return requests()
                    .map(request -> Wire.to(service.port()).sendAndReadAll(request))
                    .map(LocaleIT::withoutWhatDiffersAnyway)
                    .collect(Collectors.joining("\n\n"));
        }
    }

    private static Stream<byte[]> requests() {
        return Stream.concat(
                Stream.of(
                        post("auth/", "{\"phone_number\": \"+4915112345678\"}"),
                        post("auth/", "{\"phone_number\": \"+4915112345678\"}"),
                        post("auth/", "{\"phone_number\": \"12\"}"),
                        post("auth/", "{}"),
                        post("auth/", "{"),
                        post("code/", "{\"phone_number\": \"+4915112345678\", \"code\": \"x\"}")),
                Stream.concat(
                        Stream.generate(() -> post("token/refresh/", "{\"refresh\": \"INVALID\"}"))
                                .limit(4),
                        Stream.of("inbox/?phone_number=4915112345678", "profile/", "openapi", "problems/rate_limited/")
                                .map(LocaleIT::get)));
    }

    private static byte[] post(String path, String body) {
        return Wire.request(
                "POST /api/account/" + path,
                body.getBytes(UTF_8),
                "Content-Type: application/json",
                "Accept-Language: tr",
                "Connection: close");
    }

    private static byte[] get(String path) {
        return Wire.head("GET /api/account/" + path, "Connection: close");
    }

    /** Random ids and codes, and times that a slow machine reaches a second later, in ASCII digits. */
    private static String withoutWhatDiffersAnyway(String answer) {
        String text = answer;
        for (String differing : List.of(
                "\"challenge_id\":\"[A-Za-z0-9_-]+\"",
                "urn:request:[A-Za-z0-9-]+",
                "\"(code|text|sent_at)\":\"[^\"]*[0-9][^\"]*\"",
                "\"(expires_in|resend_in|retry_after)\":[0-9]+",
                "(?i)retry-after: [0-9]+",
                "(?i)x-request-id: [A-Za-z0-9-]+",
                ";t=[0-9]+")) {
            text = text.replaceAll(differing, "…");
        }
        return text;
    }
}
