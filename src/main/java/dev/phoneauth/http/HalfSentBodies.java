package dev.phoneauth.http;

import dev.phoneauth.http.ConnectionLimits.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which connections may read a request body that does not come at once. Each of them holds up to
 * {@code quarkus.http.limits.max-body-size} of memory, so there are only so many. The next one reads no further until the one
 * that began first is closed for it; when too many wait, it is closed itself.
 */
final class HalfSentBodies {
    private final Places reading = new Places(64, 16);
    private final Places waiting = new Places(256, 64);

    /**
     * Whether the connection may read on now. If not, it is told when it may.
     *
     * @param peer empty for a trusted proxy, which has no limit of its own
     */
    synchronized boolean mayRead(ConnectionHandler connection, Optional<Peer> peer) {
        if (reading.taken.containsKey(connection) || waiting.taken.containsKey(connection)) {
            return reading.taken.containsKey(connection);
        }
        if (reading.hasRoom(peer)) {
            reading.taken.put(connection, peer);
            return true;
        }
        if (waiting.hasRoom(peer)) {
            waiting.taken.put(connection, peer);
            reading.oldest(peer).ifPresent(ConnectionHandler::close);
        } else {
            connection.close();
        }
        return false;
    }

    /** Its body is complete, or the connection closed. */
    synchronized void remove(ConnectionHandler connection) {
        waiting.taken.remove(connection);
        if (reading.taken.remove(connection) != null) {
            waiting.taken.entrySet().stream()
                    .filter(next -> reading.hasRoom(next.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresent(this::begin);
        }
    }

    private void begin(ConnectionHandler next) {
        reading.taken.put(next, waiting.taken.remove(next));
        next.readOn();
    }

    /** The connection that has had its place longest comes first. */
    private record Places(int most, int mostOfPeer, Map<ConnectionHandler, Optional<Peer>> taken) {
        Places(int most, int mostOfPeer) {
            this(most, mostOfPeer, new LinkedHashMap<>());
        }

        boolean hasRoom(Optional<Peer> peer) {
            return taken.size() < most && !hasMost(peer);
        }

        /** Whose place makes room for the peer. */
        Optional<ConnectionHandler> oldest(Optional<Peer> peer) {
            return taken.entrySet().stream()
                    .filter(entry -> !hasMost(peer) || entry.getValue().equals(peer))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        private boolean hasMost(Optional<Peer> peer) {
            return peer.isPresent()
                    && taken.values().stream().filter(peer::equals).count() >= mostOfPeer;
        }
    }
}
