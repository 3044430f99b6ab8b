package dev.phoneauth.session;

/**
 * What a client holds.
 *
 * @param access a JWT to show with every request
 * @param refresh opaque; good for the next pair
 * @param expiresIn seconds the access token is good for
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
 */
public record Tokens(String access, String refresh, String tokenType, long expiresIn) {
    /** Without the tokens: they are in no log. */
    @Override
    public String toString() {
        return "Tokens[…]";
    }
}
