package dev.phoneauth.redis;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.Outage;
import dev.phoneauth.store.StoreConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs commands and scripts in Redis. A Redis that does not answer in time or cannot serve is {@code service_unavailable};
 * an error in a script or command is a bug and stays one.
 */
@ApplicationScoped
public class Redis {
    private static final Logger LOG = Logger.getLogger(Redis.class);

    /** Every key of this service begins with it; whatever else is in the same Redis is left alone. */
    public static final String PREFIX = "phone-auth:";

    /** Error replies of a Redis that cannot serve now, also where a script passes them on. */
    private static final Pattern CANNOT_SERVE = Pattern.compile(
            "\\b(BUSY|CLUSTERDOWN|LOADING|MASTERDOWN|MISCONF|NOREPLICAS|OOM|READONLY|TRYAGAIN)\\b|max number of clients");

    private static final Pattern BUG = Pattern.compile("ERR |NOPERM |WRONGTYPE ");

    @Inject io.vertx.mutiny.redis.client.Redis client;
    @Inject StoreConfig config;

    @ConfigProperty(name = "quarkus.redis.max-pool-size")
    int connections;

    /** Runs a script; the first time, Redis is sent its source. */
    public Uni<Response> run(Script script, List<String> keys, Object... arguments) {
        return bounded(send(script, keys, arguments));
    }

    /** As {@link #run}. An answer that comes after the caller was told {@code service_unavailable} is taken back. */
    public Uni<Response> runOrTakeBack(
            Script script, List<String> keys, Function<Response, Uni<Void>> takeBack, Object... arguments) {
        return Uni.createFrom().deferred(() -> {
            Uni<Response> answer = send(script, keys, arguments).memoize().indefinitely();
            return bounded(answer)
                    .onFailure(Problem.SERVICE_UNAVAILABLE::isCauseOf)
                    .invoke(() -> answer.chain(takeBack::apply).subscribe().with(done -> {}, LOG::debug));
        });
    }

    private Uni<Response> send(Script script, List<String> keys, Object... arguments) {
        return send(api -> api.evalsha(commandLine(script.sha1(), keys, arguments))
                .onFailure(failure -> String.valueOf(failure.getMessage()).startsWith("NOSCRIPT"))
                .recoverWithUni(() -> api.eval(commandLine(script.source(), keys, arguments))));
    }

    public Uni<Response> call(Function<RedisAPI, Uni<Response>> command) {
        return bounded(send(command));
    }

    /** Writes a key, as requests do. Where that fails, all connections may be to the same server: each is given up. */
    public Uni<Void> checkWritable() {
        return bounded(send(api -> api.setex(PREFIX + "written", "60", ""))
                        .onFailure(Redis::cannotServe)
                        .retry()
                        .atMost(connections))
                .replaceWithVoid();
    }

    /** Gives up the connection to a server that cannot serve: the next one may come to another. It works to its end. */
    private Uni<Response> send(Function<RedisAPI, Uni<Response>> command) {
        return Uni.createFrom()
                .emitter(caller -> client.connect()
                        .chain(connection -> command.apply(RedisAPI.api(connection))
                                .onFailure(Redis::cannotServe)
                                .call(() -> RedisAPI.api(connection)
                                        .quit(List.of())
                                        .onFailure()
                                        .recoverWithNull())
                                .eventually(connection::close))
                        .subscribe()
                        .with(caller::complete, caller::fail));
    }

    private <T> Uni<T> bounded(Uni<T> answer) {
        return Outage.failAfter(config.timeout(), answer)
                .onFailure(Redis::isOutage)
                .transform(Outage::toProblem)
                .onFailure(ErrorType.class)
                .transform(bug -> new IllegalStateException("Redis refused a command or script", bug));
    }

    private static List<String> commandLine(String script, List<String> keys, Object... arguments) {
        List<String> line = new ArrayList<>(List.of(script, Integer.toString(keys.size())));
        line.addAll(keys);
        Stream.of(arguments).map(String::valueOf).forEach(line::add);
        return line;
    }

    private static boolean cannotServe(Throwable failure) {
        return failure instanceof ErrorType error
                && CANNOT_SERVE.matcher(error.getMessage()).find();
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof ErrorType error ? !isBug(error.getMessage()) : Outage.isSilence(failure);
    }

    private static boolean isBug(String reply) {
        return BUG.matcher(reply).lookingAt() && !CANNOT_SERVE.matcher(reply).find();
    }
}
