package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Works codes out of a random nonce and the secret, so that no code is ever stored: what Redis holds is the nonce and a
 * digest, and neither leads to the code without the secret.
 */
@ApplicationScoped
class CodeHasher {
    private final Hmac codes;
    private final Hmac digests;
    private final TestNumbers testNumbers;

    CodeHasher(MasterSecret secret, TestNumbers testNumbers) {
        this.testNumbers = testNumbers;
        codes = secret.key("code");
        digests = secret.key("code-digest");
    }

    /** The code of a nonce: 64 bits of an HMAC reduced to decimal digits, uniform to better than 10⁻⁹; a test number has but one. */
    String code(CodePurpose purpose, PhoneNumber number, String nonce, int length) {
        return codes(purpose, number, nonce, IntStream.of(length)).get(0);
    }

    /** As {@link #code}, for each of the lengths. */
    List<String> codes(CodePurpose purpose, PhoneNumber number, String nonce, IntStream lengths) {
        Optional<String> fixed = testNumbers.code(number);
        long bits = ByteBuffer.wrap(codes.framed(purpose.name(), number.e164(), nonce))
                .getLong();
        return lengths.mapToObj(length -> fixed.orElseGet(() -> reduced(bits, length)))
                .toList();
    }

    private static String reduced(long bits, int length) {
        long bound = BigInteger.TEN.pow(length).longValueExact();
        return withLeadingZeros(Long.remainderUnsigned(bits, bound), length);
    }

    /** In ASCII, whatever digits the locale of the machine prefers. */
    private static String withLeadingZeros(long digits, int length) {
        String shortest = Long.toString(digits);
        return "0".repeat(length - shortest.length()) + shortest;
    }

    /** What is kept of a code, and what a typed one is compared by; bound to purpose and number. */
    String digest(CodePurpose purpose, PhoneNumber number, String code) {
        return HexFormat.of().formatHex(digests.framed(purpose.name(), number.e164(), code));
    }
}
