package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.sse.KeptFrames.Since;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes find of a stream that this one produces. Whoever reads the stream's journal here brings it up to date
 * first, so that no client has got what a node that goes on with the stream does not know. Callable from any thread that may
 * wait a little.
 */
final class StreamCopy {

    /** So many bytes go at once at the most, unless one frame alone has more. */
    private static final int PART = 64 * 1024;

    /** Who has not seen the end finds it for so long. */
    private static final Duration AFTER_END = Duration.ofMinutes(10);

    private final NodeStreams nodes;
    private final Time time;
    private final Journal journal;
    private final Bounds bounds;
    private final String key;
    private final String owner;
    private final long epoch;

    /** Number of an entry there, less that of the frame here. */
    private final long offset;

    /** Index of the step that ran before the journal's first frame, as this node counts. */
    private final int step;

    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock: number of the first frame that is not there; negative: nobody has asked for any. */
    private long next;

    /** Under the lock: when the store is asked again; {@code null}: at once. */
    private @Nullable Long apartUntilNanos;

    private volatile boolean isElsewhere;

    /** Whether its end is there. */
    private volatile boolean hasEnded;

    private volatile OptionalLong taken = OptionalLong.empty();

    /** Where a copy begins, and whose it is. */
    record Origin(String key, String owner, long epoch, long offset, int step) {}

    /**
     * Begins it.
     *
     * @param origin where it begins
     * @param next number of the journal's frame that comes first; negative: whichever is asked for
     */
    StreamCopy(NodeStreams nodes, Time time, Journal journal, Bounds bounds, Origin origin, long next) {
        this.nodes = nodes;
        this.time = time;
        this.journal = journal;
        this.bounds = bounds;
        this.key = origin.key();
        this.owner = origin.owner();
        this.epoch = origin.epoch();
        this.offset = origin.offset();
        // What the journal has from another node counts there already.
        this.step = origin.step() - (next > 0 ? journal.since(next, 1).switchovers() : 0);
        this.next = next;
    }

    /** Of its listeners on other nodes: the number, here, up to which one has taken it; empty if there is none. */
    OptionalLong taken() {
        OptionalLong there = taken;
        return there.isEmpty() ? there : OptionalLong.of(there.getAsLong() - offset);
    }

    /** Whether another node goes on with the stream. */
    boolean isElsewhere() {
        return isElsewhere;
    }

    /** Other nodes find the stream, and nothing of it yet. */
    void announce(long from) {
        nodes.appendSoon(key, new Part(nodes.node(), epoch, owner, offset, from, step, List.of(), bounds));
    }

    /** Nothing of it is wanted any more, unless its end is there for who has not seen it. */
    void remove() {
        if (!isElsewhere && !hasEnded) {
            nodes.removeSoon(key, epoch);
        }
    }

    /**
     * Copies everything that there is, and has readers take it. While the store is away they take it all the same.
     *
     * @return {@code false} if another node goes on with the stream
     */
    boolean release() {
        lock.lock();
        try {
            boolean goesOn = true;
            while (goesOn && journal.end() > next) {
                goesOn = isTaken();
            }
            return !isElsewhere;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody asks for it from this frame on; without effect if it is copied already. */
    void beginAt(long number) {
        lock.lock();
        try {
            next = next < 0 ? number : next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies some of what there is, and asks how far others have come.
     *
     * @return number of the first frame that is not there
     */
    long some() {
        lock.lock();
        try {
            var unused = isTaken();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the store what is next, and releases it; all that there is, while the store is away. */
    private boolean isTaken() {
        Long until = apartUntilNanos;
        if (isElsewhere) {
            return false;
        }
        if (until != null && until - time.nanos() > 0) {
            releaseTo(Long.MAX_VALUE);
            return false;
        }
        Since since = journal.since(next, PART);
        try {
            Copy copy = nodes.append(key, partOf(since));
            taken = copy.taken();
            apartUntilNanos = null;
            isElsewhere = !copy.isOf(nodes.node(), epoch);
        } catch (StoreAwayException e) {
            apartUntilNanos = time.nanos() + nodes.rules().poll().toNanos();
            taken = OptionalLong.empty();
            releaseTo(Long.MAX_VALUE);
            return false;
        } catch (InterruptedException e) {
            // Whoever is wanted back writes no more, and others ask again.
            Thread.currentThread().interrupt();
            return false;
        }
        if (!isElsewhere) {
            next = since.end();
            hasEnded |= isEnd(since);
            releaseTo(next);
        }
        return !isElsewhere;
    }

    private void releaseTo(long number) {
        if (nodes.keepsJournals()) {
            journal.release(number);
        }
    }

    private Part partOf(Since since) {
        return new Part(
                nodes.node(),
                epoch,
                owner,
                since.number() + offset,
                since.from(),
                step + since.switchovers(),
                since.entries(),
                isEnd(since) ? new Bounds(bounds.entries(), bounds.bytes(), bounds.keys(), AFTER_END) : bounds);
    }

    private static boolean isEnd(Since since) {
        return !since.entries().isEmpty() && since.entries().getLast().kind() == Kind.END;
    }
}
