package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Balancer;
import dev.phoneauth.testsupport.Load;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code SIGTERM}: not ready first, then what is in flight is finished, then gone in less than 10 s; no request fails. */
class EndIT {
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final int CLIENTS = 4;

    /** All clients come from one address, on a machine that may be slow. */
    private static final Map<String, String> DEMO = Map.of(
            "QUARKUS_PROFILE",
            "demo",
            "PHONE_AUTH_GUARD_ATTEMPTS_PER_MINUTE",
            "1000000",
            "PHONE_AUTH_STORE_TIMEOUT",
            "5S");

    private static Stores stores;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    /** Two replicas, replaced one by one under load: no request fails, and every user who was told 200 is there. */
    @Test
    void rolling_failsNoRequest() {
        List<Service> old = List.of(Service.start(stores, DEMO), Service.start(stores, DEMO));
        try (Balancer balancer = new Balancer()) {
            old.forEach(balancer::add);
            long before = users();
            Load load = Load.start(CLIENTS, () -> balancer.signIn(Numbers.fresh()));
            List<Service> young =
                    old.stream().map(replica -> replace(balancer, replica)).toList();
            int sinceRolled = load.done();
            awaitMore(load, sinceRolled);
            load.stop();
            assertEquals(List.of(), load.failures());
            assertEquals(load.done(), users() - before);
            young.forEach(Service::close);
        } finally {
            old.forEach(Service::close);
        }
    }

    /** It says at once that it is not ready, serves on meanwhile, and is live to the end. */
    @Test
    void ending_isNotReadyButServes() {
        try (Service service = Service.start(stores, DEMO)) {
            assertTrue(service.isReady());
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(service::terminate);
            Instant told = Instant.now();
            while (service.isReady()) {
                assertThat("not ready at once", Duration.between(told, Instant.now()), lessThan(Duration.ofSeconds(1)));
            }
            service.api().signIn(Numbers.fresh());
            assertTrue(service.isLive());
            assertFalse(exit.isDone());
            assertExited(exit.join());
        }
    }

    /** The database keeps a request waiting while the service is told to end. */
    @Test
    void requestInFlight_isFinished() throws Exception {
        Map<String, String> atOnce = new HashMap<>(DEMO);
        atOnce.put("QUARKUS_SHUTDOWN_DELAY", "0S");
        try (Service service = Service.start(stores, atOnce)) {
            var tokens = service.api().signIn(Numbers.fresh());
            try (var lock = stores.sql()) {
                lock.setAutoCommit(false);
                lock.createStatement().execute("lock table sessions");
                var answer = CompletableFuture.supplyAsync(() -> service.api().profile(tokens));
                awaitWaiting();
                CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(service::terminate);
                Thread.sleep(200);
                lock.rollback();
                assertEquals(200, answer.join().statusCode());
                assertExited(exit.join());
            }
        }
    }

    private static Service replace(Balancer balancer, Service replica) {
        Service young = Service.start(stores, DEMO);
        balancer.add(young);
        Instant told = Instant.now();
        assertExited(replica.terminate());
        assertThat("gone soon", Duration.between(told, Instant.now()), lessThan(GONE));
        balancer.remove(replica);
        return young;
    }

    private static void awaitMore(Load load, int than) {
        Instant end = Instant.now().plus(GONE);
        while (load.done() <= than + CLIENTS) {
            assertThat("the young ones answer", Instant.now(), lessThan(end));
        }
    }

    private static void awaitWaiting() {
        while (stores.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
            Thread.onSpinWait();
        }
    }

    /** 128 + SIGTERM, as the JVM ends, or a plain 0. */
    private static void assertExited(int code) {
        assertTrue(code == 0 || code == 143, "exit code " + code);
    }

    private static long users() {
        return stores.number("select count(*) from users");
    }
}
