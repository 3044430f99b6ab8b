package dev.phoneauth.session;

/** Something is over now, if it was not before. */
record Ended(String status) {
    static final Ended SESSION = new Ended("ended");
}
