package org.cqrsjakarta.internal.sse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.jspecify.annotations.Nullable;

/** The streams that this node produces for all, by key, and those that it is about to. Thread-safe. */
final class OwnStreams {

    private final Map<String, OpenStream> streams = new ConcurrentHashMap<>();
    private final Claims claims = new Claims();

    void add(String key, OpenStream stream) {
        streams.put(key, stream);
    }

    /** Nothing of it is wanted any more. */
    void remove(OpenStream stream) {
        streams.remove(NodeStreams.keyOf(stream.address()), stream);
    }

    @Nullable
    OpenStream find(String key) {
        return streams.get(key);
    }

    /** Those that are to be added. */
    Claims claims() {
        return claims;
    }

    /** What others have of them can be brought up to date. */
    void catchUp() {
        streams.values().forEach(stream -> stream.outlet().catchUp());
    }

    /** Somebody on another node asks for one from a position on; {@code false} if it is not here, nor about to be. */
    boolean isAsked(String key, long position) {
        // In this order: a claim is over after its stream was added.
        if (claims.isAsked(key, position)) {
            return true;
        }
        OpenStream stream = find(key);
        if (stream != null) {
            stream.outlet().listenedToElsewhere(position);
        }
        return stream != null;
    }
}
