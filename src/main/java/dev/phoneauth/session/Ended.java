package dev.phoneauth.session;

/** The answer when a session is over, whether it was before or not. */
record Ended(String status) {
    static final Ended SESSION = new Ended("ended");
}
