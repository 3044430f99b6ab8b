package dev.phoneauth.store;

import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.store.Step.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The door to Redis. When Redis does not answer in time, or answers with an error, the caller gets 503. */
@ApplicationScoped
public class RedisStore {
    /**
     * Every key of ours begins with it: whatever else lives in the same Redis is left alone. It is a hash tag, so that one
     * slot of a Redis Cluster keeps them all, and what a request asks can be one script. The guard's limits, which are the
     * whole service's, need one slot anyway; a cluster spreads nothing of ours.
     */
    public static final String PREFIX = "{phone-auth}:";

    private final RedisAPI redis;
    private final StoreConfig config;
    private final Map<List<Script>, Program> programs = new ConcurrentHashMap<>();

    RedisStore(RedisAPI redis, StoreConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Runs all scripts of the step in one round trip. */
    public <T> Uni<T> run(Step<T> step) {
        return step.calls().isEmpty()
                ? Uni.createFrom().item(() -> step.reading().apply(Collections.emptyIterator()))
                : run(step.calls()).map(Response::iterator).map(step.reading());
    }

    /** As {@link #run}; but where Redis is away, that is no reason to fail. */
    public Uni<Void> runOrForget(Step<Void> step) {
        return run(step).onFailure(ProblemException.class).recoverWithNull();
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

    private Uni<Response> run(List<Call> calls) {
        Program program =
                programs.computeIfAbsent(calls.stream().map(Call::script).toList(), Program::of);
        return call(api -> api.evalsha(commandLine(program.sha1(), calls))
                .onFailure(RedisStore::isUnknownScript)
                .recoverWithUni(() -> api.eval(commandLine(program.source(), calls))));
    }

    private static List<String> commandLine(String script, List<Call> calls) {
        List<String> keys = calls.stream().flatMap(call -> call.keys().stream()).toList();
        List<String> line = new ArrayList<>();
        line.add(script);
        line.add(Integer.toString(keys.size()));
        line.addAll(keys);
        for (Call call : calls) {
            line.add(Integer.toString(call.keys().size()));
            line.add(Integer.toString(call.arguments().size()));
            line.addAll(call.arguments());
        }
        return line;
    }

    private static boolean isUnknownScript(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }
}
