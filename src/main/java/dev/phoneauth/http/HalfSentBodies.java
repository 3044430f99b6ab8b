package dev.phoneauth.http;

import dev.phoneauth.http.ConnectionLimits.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which connections may read a request body that does not come at once. Each of them holds up to
 * {@code quarkus.http.limits.max-body-size} of memory, so there are only so many: the one that began first is closed for the
 * next one, which reads no further until then.
 */
final class HalfSentBodies {
    static final int MOST = 128;
    static final int MOST_OF_PEER = 32;

    /** The oldest first. A trusted proxy is no peer: it has no limit of its own. */
    private final Map<ConnectionHandler, Optional<Peer>> reading = new LinkedHashMap<>();

    private final Map<ConnectionHandler, Optional<Peer>> waiting = new LinkedHashMap<>();

    /** Whether the connection may read on now. If not, it is told when it may. */
    synchronized boolean mayRead(ConnectionHandler connection, Optional<Peer> peer) {
        if (!reading.containsKey(connection)) {
            Optional<ConnectionHandler> surplus = surplus(peer);
            surplus.ifPresent(ConnectionHandler::close);
            (surplus.isEmpty() ? reading : waiting).put(connection, peer);
        }
        return reading.containsKey(connection);
    }

    /** Its body is complete, or the connection closed. */
    synchronized void remove(ConnectionHandler connection) {
        waiting.remove(connection);
        if (reading.remove(connection) != null) {
            waiting.entrySet().stream()
                    .filter(next -> surplus(next.getValue()).isEmpty())
                    .findFirst()
                    .ifPresent(next -> begin(next.getKey()));
        }
    }

    private void begin(ConnectionHandler next) {
        reading.put(next, waiting.remove(next));
        next.readOn();
    }

    /** What is to be closed before one more of the peer may read. */
    private Optional<ConnectionHandler> surplus(Optional<Peer> peer) {
        boolean peerHasMost = peer.isPresent()
                && reading.values().stream().filter(peer::equals).count() >= MOST_OF_PEER;
        return reading.entrySet().stream()
                .filter(entry -> peerHasMost ? entry.getValue().equals(peer) : reading.size() >= MOST)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
