package dev.phoneauth.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something is over now, if it was not before. */
record Ended(@Schema(examples = "ended") String status) {
    static final Ended SESSION = new Ended("ended");
}
