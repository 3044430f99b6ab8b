package dev.phoneauth.proof;

import dev.phoneauth.code.Challenge;
import java.util.List;
import java.util.Optional;

/**
 * A right code.
 *
 * @param answered the text that it was read from, where that is known
 * @param texts all that brought it
 */
public record Accepted(Optional<Challenge> answered, List<Challenge> texts) {
    /** Where only one text brought the code, nobody needs to tell which. */
    static Accepted of(Optional<Challenge> told, List<Challenge> texts) {
        return new Accepted(told.or(() -> texts.stream().findFirst().filter(only -> texts.size() == 1)), texts);
    }

    List<String> textIds() {
        return texts.stream().map(Challenge::id).toList();
    }
}
