package dev.phoneauth.code;

import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.util.Optional;

/**
 * What came of a typed code.
 *
 * @param isWrong whether it was compared and is not the right one; the client is not told whether it was compared
 */
public record Comparison(Optional<RightCode> right, boolean isWrong) {
    /** Reads the answer of {@code redeem.lua}. */
    static Comparison of(CodePurpose purpose, CodeRequest typed, Response answer) {
        return answer.size() > 1
                ? new Comparison(Optional.of(RightCode.of(purpose, typed, answer)), false)
                : new Comparison(Optional.empty(), answer.size() == 1);
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code invalid_code}, for every reason alike */
    public RightCode require() {
        return right.orElseThrow(Problem.INVALID_CODE::failure);
    }
}
