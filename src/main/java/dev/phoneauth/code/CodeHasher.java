package dev.phoneauth.code;

import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Works codes out of a random nonce and the secret; nonce and digest, all that is stored, lead to no code without it. */
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
    String code(CodePurpose purpose, String nonce, int length) {
        return testNumbers
                .code(purpose.number())
                .orElseGet(() ->
                        reduced(codes.framed(purpose.name(), purpose.number().e164(), nonce), length));
    }

    /** Whether a new code would be the same again. */
    boolean isFixed(CodePurpose purpose) {
        return testNumbers.has(purpose.number());
    }

    /** In ASCII, whatever digits the locale of the machine prefers. */
    private static String reduced(byte[] hmac, int length) {
        long bound = BigInteger.TEN.pow(length).longValueExact();
        String digits =
                Long.toString(Long.remainderUnsigned(ByteBuffer.wrap(hmac).getLong(), bound));
        return "0".repeat(length - digits.length()) + digits;
    }

    /** What is kept of a code, and what a typed one is compared by; bound to purpose and number. */
    String digest(CodePurpose purpose, String code) {
        return HexFormat.of()
                .formatHex(digests.framed(purpose.name(), purpose.number().e164(), code));
    }
}
