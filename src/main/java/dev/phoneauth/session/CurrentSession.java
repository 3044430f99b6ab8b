package dev.phoneauth.session;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.token.AccessTokenVerifier;
import dev.phoneauth.token.AccessTokens;
import dev.phoneauth.token.AccessTokens.AccessToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.StaleStateException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The session of the request's access token. Work gets it with its user, or fails with {@code not_authenticated}. */
@RequestScoped
public class CurrentSession {
    private static final String SCHEME = "Bearer ";

    @Inject Postgres postgres;
    @Inject AccessTokens tokens;
    @Inject AccessTokenVerifier verifier;
    @Inject Clock clock;

    private AccessToken token;

    /** Refuses a request, before its body is parsed, unless it has a token that may be good. */
    @SignedIn
    @ServerRequestFilter
    public void readToken(ContainerRequestContext request) {
        token = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(header -> tokens.read(header.substring(SCHEME.length()).strip()))
                .orElseThrow(Problem.NOT_AUTHENTICATED::failure);
    }

    /** The session and its user, for work that goes on outside of PostgreSQL. */
    public Uni<Session> require() {
        return read(session -> Uni.createFrom().item(session));
    }

    /** As {@link Postgres#read}. */
    public <T> Uni<T> read(Function<Session, Uni<? extends T>> work) {
        return postgres.read(() -> find().chain(work));
    }

    /** As {@link Postgres#transaction}; the work may change the session and its user. */
    public <T> Uni<T> transaction(Function<Session, Uni<? extends T>> work) {
        return postgres.transaction(() -> find().chain(work))
                .onFailure(CurrentSession::isOfDeletedRow)
                .transform(deleted -> Problem.NOT_AUTHENTICATED.failure());
    }

    /** One query tells whether session and user are still there; the token that the session was given last is good. */
    private Uni<Session> find() {
        return Session.findByAccessToken(token.session(), token.user(), clock.instant())
                .plug(Problem.NOT_AUTHENTICATED::ifAbsent)
                .call(session ->
                        token.hasHash(session.accessHash) ? Uni.createFrom().voidItem() : verifier.verify(token));
    }

    /** Another transaction deleted the user after this one had read it. */
    private static boolean isOfDeletedRow(Throwable failure) {
        return failure instanceof StaleStateException || failure.getCause() instanceof StaleStateException;
    }
}
