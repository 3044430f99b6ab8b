package dev.phoneauth.sms;

import dev.phoneauth.secret.DerivedKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The ids by which gateways know texts. The challenge cannot be found from an id, but whoever holds the challenge finds the
 * text: an id begins with a handle that is worked out of it, and ends with a mark of the code.
 */
final class TextIds {
    private static final int HANDLE = 22;
    private static final int CODE_MARK = 6;
    private static final Pattern CHALLENGE = Pattern.compile("[\\w-]{22}");
    private static final Pattern ID = Pattern.compile("[\\w-]{" + (HANDLE + CODE_MARK) + "}");

    private final DerivedKey key;

    TextIds(DerivedKey key) {
        this.key = key;
    }

    /** Of the text that brings this code: the same whenever it is sent again for this challenge. */
    String of(CodeText text) {
        return handle(text.challengeId())
                + base64(key.hmac(text.challengeId(), text.code())).substring(0, CODE_MARK);
    }

    /** Empty for what is no challenge. */
    Optional<String> handleOfChallenge(String challengeId) {
        return Optional.of(challengeId).filter(CHALLENGE.asMatchPredicate()).map(this::handle);
    }

    /** Empty for what is no id of ours. */
    static Optional<String> handleOfId(String id) {
        return Optional.of(id).filter(ID.asMatchPredicate()).map(ours -> ours.substring(0, HANDLE));
    }

    private String handle(String challengeId) {
        return base64(key.hmac(challengeId)).substring(0, HANDLE);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
