package dev.phoneauth.problem;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.HttpHeaders;

/** What goes with a problem, wherever it is rendered. */
final class ProblemHeaders {
    private static final String BEARER = "Bearer";
    private static final String CONNECTION = "Connection";

    private ProblemHeaders() {}

    /** Sets them all on the answer, but for the media type. */
    static void set(ProblemDetail detail, HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (detail.is(Problem.NOT_AUTHENTICATED)) {
            response.putHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(request));
        }
        if (detail.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, detail.retryAfter().toString());
        }
        if (leavesRestUnread(detail) && request.version() != HttpVersion.HTTP_2) {
            response.putHeader(CONNECTION, "close");
        }
    }

    private static boolean leavesRestUnread(ProblemDetail detail) {
        return detail.is(Problem.CONTENT_TOO_LARGE) || detail.is(Problem.REQUEST_TIMEOUT);
    }

    /** RFC 6750, section 3: {@code error} only if the request carried a token. */
    private static String challenge(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean tokenSent =
                authorization != null && authorization.regionMatches(true, 0, BEARER + " ", 0, BEARER.length() + 1);
        return tokenSent ? BEARER + " error=\"invalid_token\"" : BEARER;
    }
}
