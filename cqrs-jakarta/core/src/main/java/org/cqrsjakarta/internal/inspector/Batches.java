package org.cqrsjakarta.internal.inspector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a ring as feeds tell them. The JSON of the newest is written by the feed that comes first and kept for the
 * others, so that many inspectors cost little more than one. Callable from any thread.
 */
final class Batches {

    /** So many in each batch suffice for a quarter of a million facts a second. */
    static final int LARGEST = 8192;

    /** A feed that comes later than this writes for itself what it has missed. */
    private static final int KEPT = 4;

    /** What comes after a fact. */
    static final class Told {
        private final long lost;
        private final long next;
        private final byte @Nullable [] json;

        private Told(long lost, long next, byte @Nullable [] json) {
            this.lost = lost;
            this.next = next;
            this.json = json;
        }

        /** How many facts are not there any more, all of them before those that are told. */
        long lost() {
            return lost;
        }

        /** The number of the fact that comes then. */
        long next() {
            return next;
        }

        /** The facts; {@code null} if there are none. Not to be changed. */
        byte @Nullable [] json() {
            return json;
        }
    }

    private record Kept(long from, Told told) {}

    private final FactRing ring;
    private final MessageWriter messages;
    private final Lock newest = new ReentrantLock();
    private final Deque<Kept> kept = new ArrayDeque<>();

    Batches(FactRing ring, MessageWriter messages) {
        this.ring = ring;
        this.messages = messages;
    }

    /** Tells what there is, in one batch. */
    Told after(long from) {
        long until;
        newest.lock();
        try {
            Told already = find(from);
            if (already != null) {
                return already;
            }
            until = boundaryAfter(from);
            if (until == Long.MAX_VALUE) {
                Told told = write(from, LARGEST);
                keep(from + told.lost(), told);
                return told;
            }
        } finally {
            newest.unlock();
        }
        // A feed that is behind, or begins within a batch, is brought to where the others go on from.
        return write(from, (int) Math.min(LARGEST, until - from));
    }

    /** Whether another feed has written what comes after a fact. */
    boolean isWritten(long from) {
        newest.lock();
        try {
            return find(from) != null;
        } finally {
            newest.unlock();
        }
    }

    /** Keeps nothing until there is a feed again. */
    void forget() {
        newest.lock();
        try {
            kept.clear();
        } finally {
            newest.unlock();
        }
    }

    private @Nullable Told find(long from) {
        for (Kept batch : kept) {
            if (batch.from() == from) {
                return batch.told();
            }
        }
        return null;
    }

    private long boundaryAfter(long from) {
        return kept.stream()
                .flatMapToLong(batch -> LongStream.of(batch.from(), batch.told().next()))
                .filter(boundary -> boundary > from)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Told write(long from, int most) {
        List<Fact> facts = new ArrayList<>();
        FactRing.Read read = ring.read(from, most, facts);
        return new Told(read.lost(), read.next(), facts.isEmpty() ? null : messages.batch(facts));
    }

    private void keep(long from, Told told) {
        if (told.json() == null) {
            return;
        }
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(new Kept(from, new Told(0, told.next(), told.json())));
    }
}
