package dev.phoneauth.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The door to Redis. When Redis does not answer in time, or answers with an error, the caller gets 503. */
@ApplicationScoped
public class RedisStore {
    /** Every key of ours begins with it: whatever else lives in the same Redis is left alone. */
    public static final String PREFIX = "phone-auth:";

    private final RedisAPI redis;
    private final StoreConfig config;

    RedisStore(RedisAPI redis, StoreConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Runs a script in one round trip; its keys must share a hash tag, as Redis Cluster asks for. */
    public Uni<Response> run(Script script, List<String> keys, Object... arguments) {
        return call(api -> api.evalsha(commandLine(script.sha1(), keys, arguments))
                .onFailure(RedisStore::isUnknownScript)
                .recoverWithUni(() -> api.eval(commandLine(script.source(), keys, arguments))));
    }

    /** Any other command. */
    public Uni<Response> call(Function<RedisAPI, Uni<Response>> command) {
        return command.apply(redis)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .transform(Outage::toProblem);
    }

    private static List<String> commandLine(String script, List<String> keys, Object... arguments) {
        List<String> line = new ArrayList<>(2 + keys.size() + arguments.length);
        line.add(script);
        line.add(Integer.toString(keys.size()));
        line.addAll(keys);
        Stream.of(arguments).map(String::valueOf).forEach(line::add);
        return line;
    }

    private static boolean isUnknownScript(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }
}
