package dev.phoneauth.startup;

/** The service cannot start, for a reason that the operator can mend; its message says what to do. */
class StartRefused extends RuntimeException {
    StartRefused(String reason) {
        super(reason, null, false, false);
    }
}
