package dev.phoneauth.sms;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An app or web page that reads the code from the text.
 *
 * @param id its name in requests
 * @param mark {@code @} and the host of a web page or an iOS app, or the hash of an Android app
 * @see <a href="https://wicg.github.io/sms-one-time-codes/">Origin-bound one-time codes delivered via SMS</a>
 * @see <a href="https://developers.google.com/identity/sms-retriever/verify">SMS Retriever: the message</a>
 */
public record App(String id, String mark) {
    private static final Pattern APP =
            Pattern.compile("\\s*([\\w.-]{1,64})\\s*=\\s*(@[a-z0-9.-]+|[A-Za-z0-9+/]{11})\\s*");
    private static final int RETRIEVER_BYTES = 140;

    /** Reads {@code web=@example.com} or {@code android-prod=FA+9qCX9VSu}. */
    public static App parse(CharSequence text) {
        Matcher parts = APP.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "an app is an id and @host or the 11 characters of an Android app's hash, such as web=@example.com");
        }
        return new App(parts.group(1), parts.group(2));
    }

    /** The text with the last line by which the app finds the code. */
    String mark(String text, String code) {
        return text + "\n" + (isHost() ? mark + " #" + code : mark);
    }

    /** The SMS Retriever ignores longer texts. */
    public boolean fits(String text) {
        return isHost() || text.getBytes(StandardCharsets.UTF_8).length <= RETRIEVER_BYTES;
    }

    private boolean isHost() {
        return mark.startsWith("@");
    }
}
