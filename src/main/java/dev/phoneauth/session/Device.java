package dev.phoneauth.session;

import dev.phoneauth.user.ChosenName;
import java.util.List;
import java.util.Optional;

/** What a session runs on, in words that its user recognises. */
public final class Device {
    private static final String UNKNOWN = "Unknown device";

    /** Characters of a {@code User-Agent} that are read. */
    private static final int LONGEST = 512;

    /** Each with the words that tell it, in this order: browsers claim to be those they descend from. */
    private static final List<List<String>> BROWSERS = List.of(
            List.of("Edge", "Edg/", "EdgA/", "EdgiOS/"),
            List.of("Opera", "OPR/", "OPiOS/", "Opera"),
            List.of("Samsung Internet", "SamsungBrowser/"),
            List.of("Yandex Browser", "YaBrowser/"),
            List.of("Firefox", "Firefox/", "FxiOS/"),
            List.of("Chrome", "Chrome/", "CriOS/"),
            List.of("Safari", "Safari/"));

    /** Likewise: Android is a Linux, and an app on an iPad runs on iOS, too. Last are libraries, which run on any. */
    private static final List<List<String>> PLATFORMS = List.of(
            List.of("iPad", "iPad"),
            List.of("iPhone", "iPhone", "iOS", "CFNetwork/"),
            List.of("Android", "Android", "okhttp/", "Dalvik/"),
            List.of("Windows", "Windows"),
            List.of("ChromeOS", "CrOS"),
            List.of("Mac", "Macintosh", "macOS"),
            List.of("Linux", "Linux"),
            List.of("Dart", "Dart/"),
            List.of("Ktor", "ktor-client", "Ktor client"),
            List.of("axios", "axios/"));

    private Device() {}

    /**
     * The name that the client gives to its device, or what its {@code User-Agent} tells; each may be null.
     *
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_request} for a name that cannot be shown
     */
    public static String of(String name, String userAgent) {
        return name == null ? of(userAgent) : ChosenName.check("device_name", name);
    }

    /** Such as "Chrome on Android" or "iPhone app". */
    static String of(String userAgent) {
        if (userAgent == null) {
            return UNKNOWN;
        }
        String text = userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
        Optional<String> platform = first(PLATFORMS, text);
        return first(BROWSERS, text)
                .filter(browser -> text.startsWith("Mozilla/"))
                .map(browser -> browser + platform.map(" on "::concat).orElse(""))
                .or(() -> platform.map(on -> on + " app"))
                .orElse(UNKNOWN);
    }

    private static Optional<String> first(List<List<String>> names, String userAgent) {
        return names.stream()
                .filter(name -> name.stream().skip(1).anyMatch(userAgent::contains))
                .map(name -> name.get(0))
                .findFirst();
    }
}
