package dev.phoneauth.signin;

import dev.phoneauth.session.Sessions.OpenSession;
import dev.phoneauth.session.Tokens;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Answers a sign-in: {@link Tokens}, and what the client learns only now.
 *
 * @param device by which this device is known at its next sign-in
 * @param isNewUser whether this sign-in created the user
 */
@RegisterForReflection
record SignedInUser(String access, String refresh, String tokenType, long expiresIn, String device, boolean isNewUser) {
    /** A user and the session that creates them have the same time. */
    static SignedInUser of(OpenSession opened, String device) {
        Tokens tokens = opened.tokens();
        return new SignedInUser(
                tokens.access(),
                tokens.refresh(),
                tokens.tokenType(),
                tokens.expiresIn(),
                device,
                opened.session().user.createdAt.equals(opened.session().createdAt));
    }

    /** Without the tokens: they are in no log. */
    @Override
    public String toString() {
        return "SignedInUser[…]";
    }
}
