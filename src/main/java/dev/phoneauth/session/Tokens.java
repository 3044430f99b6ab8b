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

    static final String REFRESH_EXAMPLE =
            "AQGTobLD1H5fimt8jZ4PGisZslhW4cFQyoNM_8i1myOtAAAAAC9vZ3ERVoPvz_oGn4zWy2I8u9Yac-_ZNewdnItL6JDV";

    static Tokens bearer(String access, String refresh, long expiresIn) {
        return new Tokens(access, refresh, "Bearer", expiresIn);
    }

    /** Without the tokens: they are in no log. */
    @Override
    public String toString() {
        return "Tokens[…]";
    }
}
