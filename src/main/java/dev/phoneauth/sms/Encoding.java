package dev.phoneauth.sms;

/**
 * How a text travels, and how much of it fits into one segment, which is what is paid for.
 *
 * @see <a href="https://www.3gpp.org/DynaReport/23038.htm">3GPP TS 23.038</a>
 */
enum Encoding {
    /** 7 bits a character, for western European letters; a few signs take two. */
    GSM_7(160),
    /** 16 bits a character, for everything else, and so for the whole text once a single character needs it. */
    UCS_2(70);

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private final int segment;

    Encoding(int segment) {
        this.segment = segment;
    }

    static Encoding of(String text) {
        return text.chars().allMatch(character -> units(character) > 0) ? GSM_7 : UCS_2;
    }

    /** Whether the text goes out, and is paid for, as one. */
    static boolean isOneSegment(String text) {
        Encoding encoding = of(text);
        int length = encoding == UCS_2
                ? text.length()
                : text.chars().map(Encoding::units).sum();
        return length <= encoding.segment;
    }

    private static int units(int character) {
        return BASIC.indexOf(character) >= 0 ? 1 : EXTENDED.indexOf(character) >= 0 ? 2 : 0;
    }
}
