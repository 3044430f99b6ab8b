package dev.phoneauth.signin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.phoneauth.session.Sessions.OpenSession;
import dev.phoneauth.session.Tokens;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Answers a sign-in.
 *
 * @param device by which this device is known at its next sign-in
 * @param isNewUser whether this sign-in created the user
 */
@RegisterForReflection
record SignedInUser(@JsonUnwrapped Tokens tokens, String device, boolean isNewUser) {
    /** A user and the session that creates them have the same time. */
    static SignedInUser of(OpenSession opened, String device) {
        boolean isNewUser = opened.session().user.createdAt.equals(opened.session().createdAt);
        return new SignedInUser(opened.tokens(), device, isNewUser);
    }

    /** Without the tokens: they are in no log. */
    @Override
    public String toString() {
        return "SignedInUser[…]";
    }
}
