package dev.phoneauth.store;

import io.vertx.mutiny.redis.client.Response;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is asked of Redis, and how the answer is read. Steps that are put together are one atomic step in one round trip:
 * Redis runs their scripts in turn until one says STOP (see {@code program.lua}), and their answers are read in turn until
 * a reader throws. So whatever reads a STOP must throw, if anything follows.
 */
public record Step<T>(List<Call> calls, Function<Iterator<Response>, T> reading) {
    /** A script, and what it works on. */
    record Call(Script script, List<String> keys, List<String> arguments) {}

    public static Step<Response> of(Script script, List<String> keys, Object... arguments) {
        List<String> words = Stream.of(arguments).map(String::valueOf).toList();
        return new Step<>(List.of(new Call(script, keys, words)), Iterator::next);
    }

    /** Asks nothing. */
    public static <T> Step<T> known(T answer) {
        return new Step<>(List.of(), answers -> answer);
    }

    public static Step<Void> nothing() {
        return known(null);
    }

    public <R> Step<R> map(Function<? super T, ? extends R> mapper) {
        return new Step<>(calls, reading.andThen(mapper)::apply);
    }

    public Step<T> invoke(Consumer<? super T> reader) {
        return map(answer -> {
            reader.accept(answer);
            return answer;
        });
    }

    public Step<Void> replaceWithVoid() {
        return map(answer -> null);
    }

    /** This and then the next, whose answer it is. */
    public <U> Step<U> then(Step<U> next) {
        return then(next, (mine, its) -> its);
    }

    /** This, whose answer it is, and then the next. */
    public Step<T> call(Step<?> next) {
        return then(next, (mine, its) -> mine);
    }

    /** This and then the next, and what is made of both answers. */
    public <U, R> Step<R> then(Step<U> next, BiFunction<? super T, ? super U, ? extends R> both) {
        return new Step<>(
                Stream.concat(calls.stream(), next.calls.stream()).toList(),
                answers -> both.apply(reading.apply(answers), next.reading.apply(answers)));
    }
}
