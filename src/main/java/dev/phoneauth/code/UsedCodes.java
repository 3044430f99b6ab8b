package dev.phoneauth.code;

import dev.phoneauth.phone.Digits;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Decides in PostgreSQL that a code is used, whatever Redis says. */
@ApplicationScoped
public class UsedCodes {
    private final Postgres postgres;
    private final Clock clock;
    private final Hmac key;
    private final Duration repeatable;

    UsedCodes(
            Postgres postgres,
            Clock clock,
            MasterSecret secret,
            @ConfigProperty(name = "phone-auth.session.reuse-grace") Duration repeatable) {
        this.postgres = postgres;
        this.clock = clock;
        this.key = secret.key("idempotency-key");
        this.repeatable = repeatable;
    }

    /**
     * Uses a code, in the transaction that does what it is for.
     *
     * @param session the session that is opened or that asked
     * @return fails with {@code invalid_code} when the code is used already
     */
    public Uni<Void> use(RightCode code, UUID session) {
        UsedCode used = new UsedCode();
        used.nonce = code.nonce();
        used.idempotencyHash = hash(code.redemption());
        used.sessionId = session;
        used.usedAt = clock.instant();
        return used.insert().invoke(UsedCodes::refuseUnless).replaceWithVoid();
    }

    /** The session of the same request with the same {@code Idempotency-Key}, if that used the code within the grace; else null. */
    public Uni<UUID> sessionOfFirst(Redemption repeated) {
        return postgres.read(() -> UsedCode.findByIdempotencyHash(
                        hash(repeated), clock.instant().minus(repeatable)))
                .onItem()
                .ifNotNull()
                .transform(used -> used.sessionId);
    }

    private String hash(Redemption redemption) {
        return redemption
                .idempotencyKey()
                .map(given -> key.framed(
                        redemption.purpose().name(),
                        redemption.number().e164(),
                        Digits.compact(redemption.code()),
                        given))
                .map(HexFormat.of()::formatHex)
                .orElse(null);
    }

    private static void refuseUnless(boolean inserted) {
        if (!inserted) {
            throw Problem.INVALID_CODE.failure();
        }
    }
}
