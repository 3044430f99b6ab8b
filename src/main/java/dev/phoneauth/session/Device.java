package dev.phoneauth.session;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a session runs on, in words that its owner knows it by.
 *
 * @param name such as "Chrome on Android" or "iPhone app"
 */
public record Device(String name) {
    private static final Device UNKNOWN = new Device("Unknown device");

    /** More of a {@code User-Agent} tells nothing more. */
    private static final int LOOKED_AT = 512;

    /** In this order: browsers claim to be those they descend from. */
    private enum Browser {
        EDGE("Edge", "Edg/", "EdgA/", "EdgiOS/"),
        OPERA("Opera", "OPR/", "OPiOS/", "Opera"),
        SAMSUNG("Samsung Internet", "SamsungBrowser/"),
        YANDEX("Yandex Browser", "YaBrowser/"),
        FIREFOX("Firefox", "Firefox/", "FxiOS/"),
        CHROME("Chrome", "Chrome/", "CriOS/"),
        SAFARI("Safari", "Safari/");

        private final String name;
        private final String[] marks;

        Browser(String name, String... marks) {
            this.name = name;
            this.marks = marks;
        }
    }

    /** In this order: Android is a Linux, and an app on an iPad runs on iOS, too. */
    private enum Platform {
        IPAD("iPad", "iPad"),
        IPHONE("iPhone", "iPhone", "iOS", "CFNetwork/"),
        ANDROID("Android", "Android", "okhttp/", "Dalvik/"),
        WINDOWS("Windows", "Windows"),
        CHROME_OS("ChromeOS", "CrOS"),
        MAC("Mac", "Macintosh", "macOS"),
        LINUX("Linux", "Linux");

        private final String name;
        private final String[] marks;

        Platform(String name, String... marks) {
            this.name = name;
            this.marks = marks;
        }
    }

    /** @param userAgent the header, or null */
    public static Device of(String userAgent) {
        if (userAgent == null) {
            return UNKNOWN;
        }
        String text = userAgent.substring(0, Math.min(userAgent.length(), LOOKED_AT));
        Optional<String> platform = Arrays.stream(Platform.values())
                .filter(one -> bears(text, one.marks))
                .findFirst()
                .map(one -> one.name);
        return browser(text)
                .map(browser ->
                        new Device(browser + platform.map(" on "::concat).orElse("")))
                .or(() -> platform.map(on -> new Device(on + " app")))
                .orElse(UNKNOWN);
    }

    private static Optional<String> browser(String text) {
        return Arrays.stream(Browser.values())
                .filter(one -> text.startsWith("Mozilla/") && bears(text, one.marks))
                .findFirst()
                .map(one -> one.name);
    }

    private static boolean bears(String text, String... marks) {
        return Arrays.stream(marks).anyMatch(text::contains);
    }
}
