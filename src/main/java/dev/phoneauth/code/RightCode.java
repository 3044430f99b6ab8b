package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A code that was typed correctly. It is used once its nonce is in the table {@code used_codes}.
 *
 * @param nonce identifies the code
 * @param answered the text that the code was read from, if that is known
 * @param texts the texts that brought the code
 */
public record RightCode(
        CodePurpose purpose, PhoneNumber number, String nonce, Optional<Challenge> answered, List<Challenge> texts) {
    /** Far more than the budgets allow; test numbers have none. */
    private static final int MOST_TEXTS = 100;

    /**
     * @param answer of {@code redeem.lua}
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_code} when the code is not right
     */
    static RightCode of(CodePurpose purpose, PhoneNumber number, Optional<Challenge> challenge, Response answer) {
        if (answer.size() == 0) {
            throw Problem.INVALID_CODE.failure();
        }
        List<Challenge> texts = StreamSupport.stream(answer.spliterator(), false)
                .skip(1)
                .limit(MOST_TEXTS)
                .map(id -> Challenge.parse(id.toString()))
                .toList();
        Optional<Challenge> onlyOne = texts.stream().findFirst().filter(only -> texts.size() == 1);
        return new RightCode(purpose, number, answer.get(0).toString(), challenge.or(() -> onlyOne), texts);
    }
}
