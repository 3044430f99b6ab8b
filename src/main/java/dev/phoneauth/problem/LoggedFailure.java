package dev.phoneauth.problem;

/** A failure as it is logged: its kind and place without its message, in which a database repeats what it was given. */
final class Unworded extends Exception {
    private Unworded(Throwable failure) {
        super(failure.getClass().getName(), of(failure.getCause()), false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** Its causes likewise; null for null. */
    static Unworded of(Throwable failure) {
        return failure == null ? null : new Unworded(failure);
    }

    /** Without its own name, which would only stand in the way of the other. */
    @Override
    public String toString() {
        return getMessage();
    }
}
