package dev.phoneauth.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** People recognise their devices by what the list shows. */
class DeviceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Chrome on Android | Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36
            Samsung Internet on Android | Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36
            Safari on iPhone | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1
            Chrome on iPhone | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1
            Safari on iPad | Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1
            Safari on Mac | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15
            Edge on Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0
            Firefox on Linux | Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0
            Chrome on ChromeOS | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36
            Yandex Browser on Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0 Safari/537.36
            iPhone app | Shop/12 CFNetwork/1494.0.7 Darwin/23.4.0
            iPhone app | Shop/3.1 (com.example.shop; build:7; iOS 17.5.0) Alamofire/5.9.1
            iPad app | Shop/3.1 (iPad; iOS 17.5; Scale/2.00)
            Android app | okhttp/4.12.0
            Android app | Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP1A.240505.004)
            Dart app | Dart/3.4 (dart:io)
            Ktor app | ktor-client
            Ktor app | Ktor client
            axios app | axios/1.7.2
            Unknown device | curl/8.5.0
            Unknown device | ''
            """)
    void userAgent_isSaidInPlainWords(String words, String userAgent) {
        assertEquals(words, Device.of(userAgent));
    }

    @Test
    void absentOrEndlessUserAgent_isUnknown() {
        assertEquals("Unknown device", Device.of(null));
        assertEquals("Unknown device", Device.of("x".repeat(20_000) + "Android"));
    }
}
