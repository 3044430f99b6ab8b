package dev.phoneauth.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections or requests each peer has.
 *
 * @param <P> what counts as one peer
 */
final class Counts<P> {
    private final Map<P, Integer> counts = new ConcurrentHashMap<>();

    /** @return how many the peer has now */
    int add(P peer) {
        return counts.merge(peer, 1, Integer::sum);
    }

    void remove(P peer) {
        counts.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
    }
}
