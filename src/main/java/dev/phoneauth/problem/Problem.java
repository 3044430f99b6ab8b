package dev.phoneauth.problem;

import dev.phoneauth.problem.ProblemDetail.FieldError;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Every error this service answers with (RFC 9457): its stable code, status, title and what a client does about it. */
public enum Problem {
    INVALID_REQUEST(
            400,
            "The request is not valid",
            "Send the JSON object that the API document describes for this operation."),
    INVALID_PHONE_NUMBER(
            400,
            "Not a phone number",
            "Ask the user to correct the number. Write it with the country code, such as +49 1512 3456789."),
    UNKNOWN_INVITE_CODE(
            400,
            "There is no such invite code",
            "Ask the user to correct the invite code. It has six letters and digits."),
    OWN_INVITE_CODE(400, "The invite code is your own", "Enter the invite code of another user."),
    ACTIVATION_CODE_ALREADY_SET(
            400,
            "An invite code was already entered",
            "A user can enter one invite code and cannot change it. The profile shows it as activation_code."),
    INVALID_CODE(
            403,
            "The code is not valid",
            "It is wrong, expired, used or was never requested, or its attempts are used up. Ask the user to check it, or"
                    + " request a new code."),
    INVALID_REFRESH_TOKEN(403, "The refresh token is not valid", "The user must sign in again."),
    NOT_AUTHENTICATED(
            403,
            "Not authenticated",
            "Send a valid access token as Authorization: Bearer. If the token has expired, refresh it."),
    NOT_AUTHORIZED(403, "Not allowed", "Users can read and change only their own profile and sessions."),
    RECENT_SIGN_IN_REQUIRED(
            403,
            "A recent sign-in is required",
            "Sign in again with a code. Then repeat the request with the new access token within 15 minutes."),
    PHONE_NUMBER_NOT_ALLOWED(
            403,
            "No codes are sent to this number",
            "Codes cannot be sent to this number at present. Try again later, or use another number."),
    CLIENT_PROOF_REQUIRED(
            403,
            "A client proof is required",
            "Make the proof that the field proof describes, and repeat the request with client_proof."),
    CROSS_SITE_REQUEST(
            403,
            "The request comes from another site",
            "Send the request from the command line or from a page of this service."),
    NOT_FOUND(404, "Not found", "The service does not have this path. Compare the path with the API document."),
    UNKNOWN_CHALLENGE(404, "The challenge is unknown or has expired", "Request a new code."),
    METHOD_NOT_ALLOWED(
            405, "The path does not support this method", "The API document lists the methods of each path."),
    NOT_ACCEPTABLE(406, "The response is not available in this format", "Send the header Accept: application/json."),
    REQUEST_TIMEOUT(
            408,
            "The body did not arrive in time",
            "Open a new connection, send the request again, and send the whole body without a pause."),
    PHONE_NUMBER_TAKEN(
            409, "Another user has this number", "Sign in with this number, or choose another number for this user."),
    CONTENT_TOO_LARGE(413, "The body is too large", "Send a body of at most 64 KiB."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Send JSON with the header Content-Type: application/json."),
    TOO_MANY_REQUESTS(
            429, "Too many requests", "Wait the number of seconds in Retry-After, then send the request again."),
    INTERNAL_ERROR(
            500,
            "The service failed",
            "Send the request again. If it fails again, tell the operator the time of the request."),
    SMS_NOT_DELIVERED(
            503,
            "The SMS could not be sent",
            "Wait the number of seconds in Retry-After, then send the request again."),
    SERVICE_UNAVAILABLE(
            503,
            "The service is not available at present",
            "Wait the number of seconds in Retry-After, then send the request again.");

    public final int status;
    public final String title;
    public final String advice;

    Problem(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> NOT_AUTHENTICATED;
            case 403 -> NOT_AUTHORIZED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> SERVICE_UNAVAILABLE;
            default -> status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }

    /** The stable word clients switch on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** RFC 9457 {@code type}: a path on this service that explains the problem. */
    public String type() {
        return "/api/account/problems/" + code();
    }

    public ProblemException failure() {
        return failure(advice);
    }

    public ProblemException failure(String detail) {
        ProblemException failure = new ProblemException(this, detail);
        return status == 429 || status == 503 ? failure.retryAfter(Duration.ofSeconds(2)) : failure;
    }

    /** For one field of the request body. */
    public ProblemException failure(String field, String message) {
        return failure().errors(List.of(new FieldError(field, message)));
    }

    /** @throws ProblemException if the condition does not hold */
    public void unless(boolean condition) {
        if (!condition) {
            throw failure();
        }
    }

    /** What was found; fails if that is null. */
    public <T> Uni<T> ifAbsent(Uni<T> found) {
        return found.onItem().ifNull().failWith(this::failure);
    }

    public boolean isCauseOf(Throwable failure) {
        return failure instanceof ProblemException known && known.problem == this;
    }
}
