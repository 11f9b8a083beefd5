package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.internal.sse.KeptFrames.Since;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Part;

/**
 * Parts of a journal as a store takes them.
 *
 * @param node   that produces the stream
 * @param origin where its copy begins, and whose it is
 * @param step   index of the step that ran before the journal's first frame, as this node counts
 * @param bounds of the copy
 */
record CopyParts(String node, Origin origin, int step, Bounds bounds) {

    /** Positions are no larger at a store; nothing follows from there on. */
    private static final long NOTHING_FOLLOWS = 1L << 52;

    /** Who has not seen the end finds it for so long. */
    private static final Duration AFTER_END = Duration.ofMinutes(10);

    /**
     * Where a copy begins, and whose it is.
     *
     * @param offset number of an entry there, less that of the frame here
     * @param step   index of the step that runs where this node begins
     */
    record Origin(String key, String owner, long epoch, long offset, int step) {}

    /**
     * Those of a journal.
     *
     * @param next number of the frame that comes first; what the journal has before that, from another node, counts there
     *             already
     */
    static CopyParts of(String node, Origin origin, Bounds bounds, Journal journal, long next) {
        int counted = next > 0 ? journal.since(next, Window.NONE).switchovers() : 0;
        return new CopyParts(node, origin, origin.step() - counted, bounds);
    }

    String key() {
        return origin.key();
    }

    long epoch() {
        return origin.epoch();
    }

    long offset() {
        return origin.offset();
    }

    /** Nothing yet, from this position on. */
    Part nothing(long from) {
        return new Part(node, origin.epoch(), origin.owner(), origin.offset(), from, step, List.of(), bounds);
    }

    Part of(Since since) {
        return new Part(
                node,
                origin.epoch(),
                origin.owner(),
                since.number() + origin.offset(),
                Math.min(since.from(), NOTHING_FOLLOWS),
                step + since.switchovers(),
                since.entries(),
                isEnd(since) ? new Bounds(bounds.entries(), bounds.bytes(), bounds.keys(), AFTER_END) : bounds);
    }

    static boolean isEnd(Since since) {
        return !since.entries().isEmpty() && since.entries().getLast().kind() == Kind.END;
    }
}
