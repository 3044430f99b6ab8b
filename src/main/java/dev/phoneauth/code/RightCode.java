package dev.phoneauth.code;

import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Optional;

/**
 * A code that was typed correctly, and is to be {@linkplain UsedCodes#use used}.
 *
 * @param nonce identifies the code
 * @param misses wrong codes that the same client typed before
 * @param challenges of the texts that brought the code
 */
public record RightCode(CodePurpose purpose, CodeRequest typed, String nonce, int misses, List<String> challenges) {
    /** Far more than the budgets allow; test numbers have none. */
    private static final int MOST_TEXTS = 100;

    /** Reads the answer of {@code redeem.lua} to a right code. */
    static RightCode of(CodePurpose purpose, CodeRequest typed, Response answer) {
        List<String> fields =
                answer.getDelegate().stream().map(Object::toString).toList();
        return new RightCode(
                purpose,
                typed,
                fields.get(0),
                Integer.parseInt(fields.get(1)),
                fields.stream().skip(2).limit(MOST_TEXTS).toList());
    }

    /** The challenge of the text that the code was read from, if that is known. */
    public Optional<String> challenge() {
        return Optional.ofNullable(typed.challengeId())
                .or(() -> challenges.stream().findFirst().filter(only -> challenges.size() == 1));
    }
}
