package dev.phoneauth.session;

/** There is no such user any more: he was deleted a moment ago. */
public class UserGone extends RuntimeException {
    UserGone(Throwable cause) {
        super("the user was deleted", cause);
    }
}
