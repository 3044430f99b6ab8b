package dev.phoneauth.session;

import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.secret.Seal;
import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** The signing keys of all replicas, sealed. */
@ApplicationScoped
class SigningKeyStore {
    private static final String READ = """
            select generation, kid, public_key, sealed_pair, signs_from, retires_at from signing_keys
            order by generation""";

    /** Whoever comes first makes the generation, and sets the end of those before it in the same step. */
    private static final String ADD = """
            with made as (
                insert into signing_keys (generation, kid, public_key, sealed_pair, created_at, signs_from)
                values ($1, $2, $3, $4, $5, $6)
                on conflict do nothing
                returning generation),
            ending as (
                update signing_keys k set retires_at = least(k.retires_at, $7) from made
                where k.generation < made.generation)
            select generation from made""";

    private static final String RESEAL = "update signing_keys set sealed_pair = $2 where kid = $1 and sealed_pair = $3";

    private final Database database;
    private final Seal seal;
    private final Clock clock;

    SigningKeyStore(Database database, MasterSecret secret, Clock clock) {
        this.database = database;
        this.seal = secret.seal("signing-key");
        this.clock = clock;
    }

    /** @param known pairs opened before, which are not opened again */
    Uni<KeyRing> read(KeyRing known) {
        return database.query(READ).map(rows -> ring(rows, known));
    }

    /** As {@link #read}, and seals with the secret in force what still is sealed with the one before. */
    Uni<KeyRing> readAndReseal(KeyRing known) {
        return database.query(READ).call(this::resealOutdated).map(rows -> ring(rows, known));
    }

    /** False when another replica has made this generation already. */
    Uni<Boolean> add(SigningKey key, Instant othersRetireAt) {
        return database.query(
                        ADD,
                        key.generation(),
                        key.id(),
                        key.jwk().toJson(OutputControlLevel.PUBLIC_ONLY),
                        sealed(key.jwk()),
                        clock.instant(),
                        key.signsFrom(),
                        othersRetireAt)
                .map(made -> made.size() == 1);
    }

    private Uni<?> resealOutdated(RowSet<Row> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .filter(row -> !seal.isCurrent(row.getString("kid"), bytes(row)))
                .onItem()
                .transformToUniAndConcatenate(this::reseal)
                .collect()
                .last();
    }

    private Uni<RowSet<Row>> reseal(Row row) {
        return opened(row)
                .map(jwk -> database.query(RESEAL, jwk.getKeyId(), sealed(jwk), Buffer.buffer(bytes(row))))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private KeyRing ring(RowSet<Row> rows, KeyRing known) {
        return new KeyRing(StreamSupport.stream(rows.spliterator(), false)
                .map(row -> key(row, known))
                .toList());
    }

    private SigningKey key(Row row, KeyRing known) {
        PublicJsonWebKey jwk = known.find(row.getString("kid"))
                .filter(key -> key.privateKey().isPresent())
                .map(SigningKey::jwk)
                .or(() -> opened(row))
                .orElseGet(() -> SigningKey.jwk(row.getString("public_key")));
        return SigningKey.of(row.getInteger("generation"), jwk, instant(row, "signs_from"), instant(row, "retires_at"));
    }

    private Optional<PublicJsonWebKey> opened(Row row) {
        return seal.open(row.getString("kid"), bytes(row))
                .map(json -> SigningKey.jwk(new String(json, StandardCharsets.UTF_8)));
    }

    private Buffer sealed(PublicJsonWebKey jwk) {
        byte[] json = jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE).getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(seal.seal(jwk.getKeyId(), json));
    }

    private static byte[] bytes(Row row) {
        return row.getBuffer("sealed_pair").getBytes();
    }

    private static Instant instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
