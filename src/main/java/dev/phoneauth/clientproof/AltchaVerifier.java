package dev.phoneauth.clientproof;

import dev.phoneauth.clientproof.ClientProofConfig.Kind;
import dev.phoneauth.clientproof.ProofRequest.Challenge;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.secret.Bytes;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.webhook.PostClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proof of work in the format of ALTCHA. Nothing is stored: the signature of a challenge binds it to its salt, in which its
 * end is written, and to the number.
 */
@ApplicationScoped
class AltchaVerifier implements ProofVerifier {
    private static final String ALGORITHM = "SHA-256";
    private static final int SALT_BYTES = 12;

    /** The {@code &} ends the time: otherwise digits of the number that is looked for could be read as part of it. */
    private static final Pattern SALT = Pattern.compile("[0-9a-f]+\\?expires=([0-9]{1,12})&");

    private final SecureRandom random = new SecureRandom();
    private final List<Hmac> keys;

    @Inject ClientProofConfig config;
    @Inject Clock clock;

    AltchaVerifier(MasterSecret secret) {
        keys = secret.keys("client-proof");
    }

    @Override
    public ProofRequest request(PhoneNumber number) {
        String salt = HexFormat.of().formatHex(Bytes.random(SALT_BYTES)) + "?expires="
                + clock.instant().plus(LIFE).getEpochSecond() + "&";
        String challenge = sha256(salt + random.nextInt(config.difficulty() + 1));
        Challenge signed = new Challenge(
                ALGORITHM, challenge, config.difficulty(), salt, signature(keys.get(0), challenge, salt, number));
        return ProofRequest.of(Kind.ALTCHA, signed, null);
    }

    @Override
    public Uni<Optional<String>> verify(PhoneNumber number, String proof, Network network) {
        JsonObject solution = PostClient.json(decoded(proof));
        return Uni.createFrom()
                .item(Optional.ofNullable(text(solution, "challenge"))
                        .filter(challenge -> isSolved(solution, challenge, number)));
    }

    private boolean isSolved(JsonObject solution, String challenge, PhoneNumber number) {
        String salt = String.valueOf(text(solution, "salt"));
        return ALGORITHM.equals(text(solution, "algorithm"))
                && keys.stream()
                        .anyMatch(key ->
                                Hmac.isSame(signature(key, challenge, salt, number), text(solution, "signature")))
                && isInTime(salt)
                && challenge.equals(sha256(salt + text(solution, "number")));
    }

    private boolean isInTime(String salt) {
        Matcher matcher = SALT.matcher(salt);
        return matcher.matches()
                && Long.parseLong(matcher.group(1)) > clock.instant().getEpochSecond();
    }

    private static String signature(Hmac key, String challenge, String salt, PhoneNumber number) {
        return HexFormat.of().formatHex(key.framed(challenge, salt, number.e164()));
    }

    private static String text(JsonObject object, String member) {
        Object value = object.getValue(member);
        return value == null ? null : value.toString();
    }

    /** Of what is no base64: nothing. */
    private static String decoded(String proof) {
        return Bytes.decode(Base64.getDecoder(), proof)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance(ALGORITHM).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
