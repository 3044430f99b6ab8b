package dev.phoneauth.code;

import dev.phoneauth.phone.Spelling;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Decides in PostgreSQL that a code is used: a Redis that was restored or emptied does not make it good again. */
@ApplicationScoped
public class UsedCodes {
    @Inject Postgres postgres;
    @Inject Clock clock;

    @ConfigProperty(name = "phone-auth.session.reuse-grace")
    Duration repeatable;

    private final Hmac hmac;

    UsedCodes(MasterSecret secret) {
        hmac = secret.key("idempotency-key");
    }

    /** Uses a code in the transaction that opens a session or changes a number; fails with {@code invalid_code} if used. */
    public Uni<Void> use(RightCode code, UUID session, Optional<String> idempotencyKey) {
        UsedCode used = new UsedCode();
        used.nonce = code.nonce();
        used.idempotencyHash = idempotencyKey
                .map(key -> hash(code.purpose(), code.typed(), key))
                .orElse(null);
        used.sessionId = session;
        used.usedAt = clock.instant();
        return used.persistAndFlush()
                .onFailure(SqlState::isViolation)
                .transform(usedAlready -> Problem.INVALID_CODE.failure())
                .replaceWithVoid();
    }

    /** The session that the same request with the same key used the code for, within the grace; null if there is none. */
    public Uni<UUID> sessionOfFirst(CodePurpose purpose, CodeRequest typed, Optional<String> idempotencyKey) {
        return idempotencyKey
                .map(key -> hash(purpose, typed, key))
                .map(hash -> postgres.read(() ->
                        UsedCode.findByIdempotencyHash(hash, clock.instant().minus(repeatable))))
                .orElseGet(() -> Uni.createFrom().nullItem())
                .onItem()
                .ifNotNull()
                .transform(used -> used.sessionId);
    }

    private String hash(CodePurpose purpose, CodeRequest typed, String idempotencyKey) {
        String code = Spelling.compact(typed.code());
        String challenge = Objects.requireNonNullElse(typed.challengeId(), "");
        byte[] mac = hmac.framed(purpose.name(), purpose.number().e164(), code, idempotencyKey, challenge);
        return HexFormat.of().formatHex(mac);
    }
}
