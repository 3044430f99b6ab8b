package dev.phoneauth.session;

import java.util.UUID;

/**
 * What a refresh token says once its MAC is seen to hold.
 *
 * @param seed random, of the session: a token made with the secret alone, and no look at the database, does not fit
 * @param generation counts the tokens of the session; all but the newest are used up
 */
record RefreshToken(UUID session, byte[] seed, int generation) {
    static final int SEED_BYTES = 16;

    /** The same whenever it is asked for. */
    RefreshToken successor() {
        return new RefreshToken(session, seed, generation + 1);
    }

    /** Without what it is made of: it is in no log. */
    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
