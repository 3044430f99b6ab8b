package dev.phoneauth.code;

/**
 * What a code proves; a code for one purpose is worth nothing for another.
 *
 * @param name part of the key under which the code is kept
 */
public record Purpose(String name) {
    public static final Purpose SIGN_IN = new Purpose("sign-in");
}
