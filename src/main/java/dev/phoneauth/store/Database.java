package dev.phoneauth.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The door to PostgreSQL. Every unit of work here is one statement, so it needs no transaction around it and costs one
 * round trip; when PostgreSQL does not answer in time the caller gets 503.
 */
@ApplicationScoped
public class Database {
    private final StoreConfig config;

    Database(StoreConfig config) {
        this.config = config;
    }

    public <T> Uni<T> run(Function<Mutiny.Session, Uni<? extends T>> statement) {
        return Panache.withSession(() -> Panache.getSession().<T>chain(statement))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure(Outage::isCauseOf)
                .transform(Outage::toProblem);
    }
}
