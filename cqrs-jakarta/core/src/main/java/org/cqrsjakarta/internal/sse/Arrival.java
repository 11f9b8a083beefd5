package org.cqrsjakarta.internal.sse;

import java.util.Optional;

/**
 * A request that has come, and how far its client had come before. What it says of a stream that is known, and is
 * somebody else's, of something else, or not as far, is passed over as if it had said nothing.
 *
 * @param key   whose request for what it is
 * @param last  what its client has got last
 * @param known the stream of that, if it is open or held
 */
record Arrival(StreamKey key, Optional<LastEventId> last, Optional<OpenStream<?>> known) {

    static Arrival of(Caller caller, Object request, StreamRegistry registry) {
        StreamKey key = new StreamKey(caller.user(), request, null);
        Optional<LastEventId> last = LastEventId.parse(caller.lastEventId());
        Optional<OpenStream<?>> known = last.flatMap(id -> registry.find(id.stream()));
        boolean believed = known.isEmpty() || fits(known.get(), key, last.orElseThrow());
        return new Arrival(key, believed ? last : Optional.empty(), believed ? known : Optional.empty());
    }

    private static boolean fits(OpenStream<?> stream, StreamKey key, LastEventId last) {
        return stream.key().equals(key) && (last.isEnd() || last.position() <= stream.position());
    }

    /** What its client has got last, if that was the end. */
    Optional<LastEventId> end() {
        return last.filter(LastEventId::isEnd);
    }

    /** How many items its client has got already. */
    long from() {
        return last.map(LastEventId::position).orElse(0L);
    }
}
