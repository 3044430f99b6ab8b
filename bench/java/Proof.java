import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Solves the challenges that the service asks for in doubt: ALTCHA, a proof of work. */
final class Proof {
    private Proof() {}

    /** The {@code client_proof} for an answer that asks for one. */
    static String solve(Answer asked) {
        String salt = asked.text("salt");
        String payload =
                """
                {"algorithm":"%s","challenge":"%s","number":%d,"salt":"%s","signature":"%s"}"""
                        .formatted(
                                asked.text("algorithm"),
                                asked.text("challenge"),
                                number(salt, asked.text("challenge"), asked.number("maxnumber", 1_000_000)),
                                salt,
                                asked.text("signature"));
        return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static int number(String salt, String challenge, int most) {
        byte[] wanted = HexFormat.of().parseHex(challenge);
        for (int number = 0; number <= most; number++) {
            if (MessageDigest.isEqual(wanted, sha256(salt + number))) {
                return number;
            }
        }
        throw new IllegalStateException("a challenge without a solution: " + challenge);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
