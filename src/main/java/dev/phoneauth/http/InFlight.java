package dev.phoneauth.http;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.guard.Network;
import dev.phoneauth.problem.HttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sheds load: requests above {@link HttpConfig#inFlight}, and those of one network above half of it, get 503 before any
 * work is done for them. A request is in flight once its body is there: a body that is half sent keeps no other one out.
 */
@ApplicationScoped
class InFlight {
    private final AtomicInteger requests = new AtomicInteger();
    private final Counts<Network> ofNetworks = new Counts<>();

    @Inject HttpConfig config;
    @Inject ClientNetwork networks;

    void countRequests(@Observes Filters filters) {
        filters.register(this::admit, RequestBodies.READ - 1);
    }

    /** A request also ends when its connection breaks; one whose connection is broken before is not begun. */
    private void admit(RoutingContext context) {
        if (context.response().closed()) {
            return;
        }
        Network network = networks.of(context.request());
        context.addEndHandler(ended -> release(network));
        boolean leavesRoom = ofNetworks.add(network) <= config.inFlight() / 2;
        if (requests.incrementAndGet() <= config.inFlight() && leavesRoom) {
            context.next();
        } else {
            context.fail(503);
        }
    }

    private void release(Network network) {
        requests.decrementAndGet();
        ofNetworks.remove(network);
    }
}
