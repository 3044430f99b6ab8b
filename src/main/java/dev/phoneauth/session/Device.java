package dev.phoneauth.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session runs on, in words that its user recognises.
 *
 * @param name such as "Chrome on Android" or "iPhone app"
 */
public record Device(String name) {
    private static final Device UNKNOWN = new Device("Unknown device");

    /** Characters of a {@code User-Agent} that are read. */
    private static final int LONGEST = 512;

    /** In this order: browsers claim to be those they descend from. */
    private static final List<Mark> BROWSERS = List.of(
            new Mark("Edge", "Edg/", "EdgA/", "EdgiOS/"),
            new Mark("Opera", "OPR/", "OPiOS/", "Opera"),
            new Mark("Samsung Internet", "SamsungBrowser/"),
            new Mark("Yandex Browser", "YaBrowser/"),
            new Mark("Firefox", "Firefox/", "FxiOS/"),
            new Mark("Chrome", "Chrome/", "CriOS/"),
            new Mark("Safari", "Safari/"));

    /** In this order: Android is a Linux, and an app on an iPad runs on iOS, too. */
    private static final List<Mark> PLATFORMS = List.of(
            new Mark("iPad", "iPad"),
            new Mark("iPhone", "iPhone", "iOS", "CFNetwork/"),
            new Mark("Android", "Android", "okhttp/", "Dalvik/"),
            new Mark("Windows", "Windows"),
            new Mark("ChromeOS", "CrOS"),
            new Mark("Mac", "Macintosh", "macOS"),
            new Mark("Linux", "Linux"));

    /** @param words any of them in a {@code User-Agent} tells the name */
    private record Mark(String name, String... words) {
        static Optional<String> first(List<Mark> marks, String userAgent) {
            return marks.stream()
                    .filter(mark -> Stream.of(mark.words).anyMatch(userAgent::contains))
                    .map(Mark::name)
                    .findFirst();
        }
    }

    /** @param userAgent the header, or null */
    public static Device of(String userAgent) {
        if (userAgent == null) {
            return UNKNOWN;
        }
        String text = userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
        Optional<String> platform = Mark.first(PLATFORMS, text);
        return Mark.first(BROWSERS, text)
                .filter(browser -> text.startsWith("Mozilla/"))
                .map(browser -> browser + platform.map(" on "::concat).orElse(""))
                .or(() -> platform.map(on -> on + " app"))
                .map(Device::new)
                .orElse(UNKNOWN);
    }
}
