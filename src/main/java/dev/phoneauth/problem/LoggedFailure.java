package dev.phoneauth.problem;

/** A failure as it is logged: its type and place without its message, which may repeat a phone number, as PostgreSQL's do. */
final class LoggedFailure extends Exception {
    private LoggedFailure(Throwable failure) {
        super(failure.getClass().getName(), of(failure.getCause()), false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** Its causes likewise; null for null. */
    static LoggedFailure of(Throwable failure) {
        return failure == null ? null : new LoggedFailure(failure);
    }

    /** The type of the failure alone, without that of this class. */
    @Override
    public String toString() {
        return getMessage();
    }
}
