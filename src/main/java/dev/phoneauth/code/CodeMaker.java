package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.secret.DerivedKey;
import dev.phoneauth.secret.MasterSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Works codes out of a random nonce and the secret, so that no code is ever stored: what Redis holds is the nonce and a
 * digest, and neither leads to the code without the secret.
 */
@ApplicationScoped
class CodeMaker {
    private final DerivedKey codes;
    private final DerivedKey digests;

    CodeMaker(MasterSecret secret) {
        codes = secret.key("code");
        digests = secret.key("code-digest");
    }

    /** The code of a nonce: 64 bits of an HMAC reduced to decimal digits, uniform to better than 10⁻⁹. */
    String code(Purpose purpose, PhoneNumber number, String nonce, int length) {
        byte[] mac = codes.hmac(purpose.name(), number.e164(), nonce);
        long digits = Long.remainderUnsigned(ByteBuffer.wrap(mac).getLong(), Math.round(Math.pow(10, length)));
        return String.format("%0" + length + "d", digits);
    }

    /** What is kept of a code, and what a typed one is compared by; bound to purpose and number. */
    String digest(Purpose purpose, PhoneNumber number, String code) {
        return HexFormat.of().formatHex(digests.hmac(purpose.name(), number.e164(), code));
    }
}
