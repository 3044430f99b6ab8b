package dev.phoneauth.code;

/**
 * A text that brings a code.
 *
 * @param ofDevice whether a known device requested it: wrong codes of other clients use up none of its attempts
 * @param whileGuessing whether codes are being guessed over all numbers: a new code is longer
 */
public record Challenge(String id, boolean ofDevice, boolean whileGuessing) {
    /** The counter of its attempts, in {@code issue.lua} and {@code redeem.lua}. */
    String counter() {
        return (ofDevice ? "dattempts:" : "attempts:") + id;
    }
}
