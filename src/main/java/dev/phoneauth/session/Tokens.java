package dev.phoneauth.session;

/**
 * What a client holds (RFC 6749, section 5.1).
 *
 * @param access a JWT to show with every request
 * @param refresh opaque; good for the next pair
 * @param expiresIn seconds the access token is good for
 */
public record Tokens(String access, String refresh, String tokenType, long expiresIn) {
    /** Without the tokens: they are in no log. */
    @Override
    public String toString() {
        return "Tokens[…]";
    }
}
