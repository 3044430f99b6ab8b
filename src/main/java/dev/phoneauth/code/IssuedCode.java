package dev.phoneauth.code;

/**
 * A code to be sent.
 *
 * @param expiresIn seconds for which it is still good
 */
public record IssuedCode(String code, Challenge challenge, long expiresIn) {
    /** Without the code, which must not be logged. */
    @Override
    public String toString() {
        return "IssuedCode[" + challenge.id() + "]";
    }
}
