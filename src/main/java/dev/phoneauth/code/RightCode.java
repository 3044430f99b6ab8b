package dev.phoneauth.code;

import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A code that was typed correctly, and is to be {@linkplain UsedCodes#use used}.
 *
 * @param nonce identifies the code
 * @param texts the challenges of the texts that brought the code
 */
public record RightCode(Redemption redemption, String nonce, List<String> texts) {
    /** Far more than the budgets allow; test numbers have none. */
    private static final int MOST_TEXTS = 100;

    /**
     * @param answer of {@code redeem.lua}
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_code} when the code is not right
     */
    static RightCode of(Redemption redemption, Response answer) {
        if (answer.size() == 0) {
            throw Problem.INVALID_CODE.failure();
        }
        List<String> texts = StreamSupport.stream(answer.spliterator(), false)
                .skip(1)
                .limit(MOST_TEXTS)
                .map(Response::toString)
                .toList();
        return new RightCode(redemption, answer.get(0).toString(), texts);
    }

    /** The text that the code was read from, if that is known. */
    public Optional<String> read() {
        Optional<String> onlyOne = texts.stream().findFirst().filter(only -> texts.size() == 1);
        return redemption.challenge().map(Challenge::id).or(() -> onlyOne);
    }
}
