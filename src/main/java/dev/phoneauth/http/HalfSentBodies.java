package dev.phoneauth.http;

import dev.phoneauth.guard.Network;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests whose bodies are still coming. Each of them holds up to {@code quarkus.http.limits.max-body-size} of memory, so
 * there are only so many: the connection that has waited longest is closed for the next one. A body that comes at once, as
 * almost all do, is not touched.
 */
final class HalfSentBodies {
    static final int MOST = 128;
    static final int MOST_OF_NETWORK = 32;

    /** The oldest first. */
    private final Map<HttpServerRequest, Network> requests = new LinkedHashMap<>();

    void add(HttpServerRequest request, Network network) {
        surplus(request, network).ifPresent(oldest -> oldest.connection().close());
    }

    synchronized void remove(HttpServerRequest request) {
        requests.remove(request);
    }

    private synchronized Optional<HttpServerRequest> surplus(HttpServerRequest request, Network network) {
        requests.put(request, network);
        List<HttpServerRequest> ofNetwork = of(network);
        Optional<HttpServerRequest> surplus = ofNetwork.size() > MOST_OF_NETWORK
                ? ofNetwork.stream().findFirst()
                : requests.keySet().stream().findFirst().filter(oldest -> requests.size() > MOST);
        surplus.ifPresent(requests::remove);
        return surplus;
    }

    private List<HttpServerRequest> of(Network network) {
        return requests.entrySet().stream()
                .filter(entry -> entry.getValue().equals(network))
                .map(Map.Entry::getKey)
                .toList();
    }
}
