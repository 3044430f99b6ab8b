package dev.phoneauth.http;

import dev.phoneauth.guard.Network;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections or requests each network has. */
final class NetworkCounts {
    private final Map<Network, Integer> counts = new ConcurrentHashMap<>();

    /** @return how many the network has now */
    int add(Network network) {
        return counts.merge(network, 1, Integer::sum);
    }

    void remove(Network network) {
        counts.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
    }
}
