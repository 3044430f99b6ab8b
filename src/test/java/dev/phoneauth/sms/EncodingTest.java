package dev.phoneauth.sms;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What goes out as one segment: 160 characters of GSM-7, of which a few count twice, or else 70. */
class EncodingTest {
    @ParameterizedTest
    @CsvSource({
        "a, 160, GSM_7, true",
        "a, 161, GSM_7, false",
        "é, 160, GSM_7, true",
        "€, 80, GSM_7, true",
        "€, 81, GSM_7, false",
        "ç, 70, UCS_2, true",
        "я, 70, UCS_2, true",
        "я, 71, UCS_2, false",
        "😀, 35, UCS_2, true",
        "😀, 36, UCS_2, false",
        "`, 70, UCS_2, true"
    })
    void segment(String character, int times, Encoding encoding, boolean one) {
        String text = character.repeat(times);
        assertEquals(encoding, Encoding.of(text));
        assertEquals(one, Encoding.isOneSegment(text));
    }
}
