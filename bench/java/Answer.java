import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of the service. */
record Answer(int status, String body) {
    boolean isOk() {
        return status == 200;
    }

    /** A failure of the service or of the bench, not a refusal. */
    boolean isFailure() {
        return status >= 500;
    }

    boolean asksForProof() {
        return status == 403 && body.contains("\"client_proof_required\"");
    }

    /** A string anywhere in the JSON; null if there is none. */
    String text(String field) {
        Matcher value = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(body);
        return value.find() ? value.group(1) : null;
    }

    int number(String field, int otherwise) {
        Matcher value = Pattern.compile("\"" + field + "\"\\s*:\\s*(\\d+)").matcher(body);
        return value.find() ? Integer.parseInt(value.group(1)) : otherwise;
    }

    /** Seconds until it makes sense to ask again. */
    int wait(int otherwise) {
        return number(isOk() ? "resend_in" : "retry_after", otherwise);
    }
}
