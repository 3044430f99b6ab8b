package dev.phoneauth.sms;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** One segment has 160 characters of GSM-7, a few of which count twice, or 70 of UCS-2. */
class SegmentTest {
    @ParameterizedTest
    @CsvSource({
        "a, 160, true, true",
        "a, 161, true, false",
        "é, 160, true, true",
        "€, 80, true, true",
        "€, 81, true, false",
        "ç, 70, false, true",
        "я, 70, false, true",
        "я, 71, false, false",
        "😀, 35, false, true",
        "😀, 36, false, false",
        "`, 70, false, true"
    })
    void segment(String character, int times, boolean gsm7, boolean one) {
        String text = character.repeat(times);
        assertEquals(gsm7, SmsText.isGsm7(text));
        assertEquals(one, SmsText.isOneSegment(text));
    }
}
