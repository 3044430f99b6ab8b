package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import java.time.Duration;
import java.util.Optional;

/**
 * A text to be sent.
 *
 * @param id the same in every attempt to send it, so that a gateway can drop duplicates
 * @param code empty in a notice
 * @param validFor after it the text is useless and need not be delivered any more
 */
public record SmsText(String id, PhoneNumber to, String content, Optional<String> code, Duration validFor) {
    /** GSM 7-bit default alphabet, 3GPP TS 23.038, section 6.2.1. */
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Its extension table; these take two of the 160 places. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private static final int GSM7_SEGMENT = 160;
    private static final int UCS2_SEGMENT = 70;

    /** Whether every character is in the GSM 7-bit alphabet; otherwise the whole text is sent as UCS-2. */
    static boolean isGsm7(String content) {
        return content.chars().allMatch(character -> septets(character) > 0);
    }

    /** Whether the text is sent, and paid for, as one segment. */
    public static boolean isOneSegment(String content) {
        return isGsm7(content)
                ? content.chars().map(SmsText::septets).sum() <= GSM7_SEGMENT
                : content.length() <= UCS2_SEGMENT;
    }

    private static int septets(int character) {
        return BASIC.indexOf(character) >= 0 ? 1 : EXTENDED.indexOf(character) >= 0 ? 2 : 0;
    }

    /** Without content and code, which must not be logged. */
    @Override
    public String toString() {
        return "SmsText[" + id + " to " + to + "]";
    }
}
