package dev.phoneauth.session;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.token.AccessToken;
import dev.phoneauth.token.AccessTokenVerifier;
import dev.phoneauth.token.AccessTokenVerifier.UnknownKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Function;
import org.hibernate.StaleStateException;

/**
 * The session that a request shows the access token of. Work gets it with its user, or fails with
 * {@code not_authenticated}.
 */
@RequestScoped
public class CurrentSession {
    @Inject Postgres postgres;
    @Inject AccessTokenVerifier verifier;
    @Inject Clock clock;

    private AccessToken token;

    void show(AccessToken token) {
        this.token = token;
    }

    /** The session and its user, for work that goes on outside of PostgreSQL. */
    public Uni<Session> require() {
        return read(session -> Uni.createFrom().item(session));
    }

    /** As {@link Postgres#read}. */
    public <T> Uni<T> read(Function<Session, Uni<? extends T>> work) {
        return withKnownKeys(postgres.read(() -> find().chain(work)));
    }

    /** As {@link Postgres#transaction}; the work may change the session and its user. */
    public <T> Uni<T> transaction(Function<Session, Uni<? extends T>> work) {
        return withKnownKeys(postgres.transaction(() -> find().chain(work)))
                .onFailure(CurrentSession::isOfDeletedRow)
                .transform(deleted -> Problem.NOT_AUTHENTICATED.failure());
    }

    /** One query tells whether session and user are still there; the token that the session was given last is good. */
    private Uni<Session> find() {
        return Session.findByAccessToken(token.session(), token.user(), clock.instant())
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_AUTHENTICATED::failure)
                .invoke(this::verifyUnlessGiven);
    }

    private void verifyUnlessGiven(Session session) {
        if (!token.hasHash(session.accessHash)) {
            verifier.verify(token);
        }
    }

    /** Keys are read while no connection is held: anyone with a session can name unknown ones. */
    private <T> Uni<T> withKnownKeys(Uni<T> attempt) {
        return attempt.onFailure(UnknownKey.class)
                .recoverWithUni(() -> verifier.readKeys().chain(() -> attempt))
                .onFailure(UnknownKey.class)
                .transform(unknown -> Problem.NOT_AUTHENTICATED.failure());
    }

    /** Another transaction deleted the user after this one had read it. */
    private static boolean isOfDeletedRow(Throwable failure) {
        return failure instanceof StaleStateException || failure.getCause() instanceof StaleStateException;
    }
}
