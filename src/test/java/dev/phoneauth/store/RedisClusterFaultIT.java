package dev.phoneauth.store;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.RedisProcess;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A Redis Cluster of three: the codes of different numbers are on different nodes, and no script reaches over two. */
class RedisClusterFaultIT {
    private static final int SLOTS = 16384;

    @Test
    void serviceOnACluster_servesEveryRequest() {
        try (Stores stores = Stores.start()) {
            List<RedisProcess> nodes = IntStream.range(0, 3)
                    .mapToObj(i -> stores.startClusterNode())
                    .toList();
            try {
                form(nodes);
                try (Service service = Service.start(stores, settings(nodes))) {
                    useAll(service.api());
                }
            } finally {
                nodes.forEach(RedisProcess::close);
            }
        }
    }

    private static void useAll(Api api) {
        for (int i = 0; i < 30; i++) {
            Api.Tokens tokens = api.signIn(Numbers.fresh());
            String another = Numbers.fresh();
            api.post(tokens, "phone/", Map.of("phone_number", another)).then().statusCode(200);
            api.post(tokens, "phone/confirm/", Map.of("phone_number", another, "code", api.codeSentTo(another)))
                    .then()
                    .statusCode(200);
            assertEquals(200, api.requestCodeOnce(Numbers.fresh(), "key-" + i).statusCode());
            assertEquals(403, api.redeem(another, "000000").statusCode());
            api.activate(tokens, "AAAAAA").then().statusCode(400);
            api.refresh(tokens.refresh()).then().statusCode(200);
        }
    }

    private static Map<String, String> settings(List<RedisProcess> nodes) {
        return Map.of(
                "QUARKUS_PROFILE",
                "demo",
                "PHONE_AUTH_STORE_TIMEOUT",
                "5S",
                "QUARKUS_REDIS_CLIENT_TYPE",
                "cluster",
                "QUARKUS_REDIS_HOSTS",
                nodes.stream().map(node -> "redis://localhost:" + node.port()).collect(Collectors.joining(",")));
    }

    private static void form(List<RedisProcess> nodes) {
        int share = SLOTS / nodes.size() + 1;
        for (int i = 0; i < nodes.size(); i++) {
            String slots = IntStream.range(i * share, Math.min(SLOTS, (i + 1) * share))
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "));
            nodes.get(i).command("CLUSTER ADDSLOTS " + slots);
            nodes.get(i).command("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            nodes.get(i).command("CLUSTER MEET 127.0.0.1 " + nodes.get(0).port());
        }
        Await.until(() -> nodes.stream()
                .allMatch(node -> node.command("CLUSTER INFO").contains("cluster_state:ok")
                        && node.command("CLUSTER INFO").contains("cluster_known_nodes:3")));
    }
}
