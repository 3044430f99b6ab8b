package dev.phoneauth.session;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.token.AccessTokens;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Refuses a request to a {@link SignedIn} operation, before its body is parsed, unless it has an access token to look at. */
@Provider
@SignedIn
public class SignedInFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    @Inject AccessTokens tokens;
    @Inject CurrentSession current;

    @Override
    public void filter(ContainerRequestContext request) {
        current.show(Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(header -> tokens.read(header.substring(SCHEME.length()).strip()))
                .orElseThrow(Problem.NOT_AUTHENTICATED::failure));
    }
}
