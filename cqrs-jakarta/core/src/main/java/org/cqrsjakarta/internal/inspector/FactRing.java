package org.cqrsjakarta.internal.inspector;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last facts of an application, numbered from 0. Writers take a number each and wait for nobody; readers go at their
 * own pace, and find out how many facts were overwritten before they came. Callable from any thread.
 */
final class FactRing {

    private record Entry(long number, Fact fact) {}

    private final AtomicReferenceArray<@Nullable Entry> entries;
    private final AtomicLong next = new AtomicLong();
    private final int mask;

    /** Creates an empty ring of so many facts, a power of two. */
    FactRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity = " + capacity + ", allowed: a power of two");
        }
        entries = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    void add(Fact fact) {
        Entry entry = new Entry(next.getAndIncrement(), fact);
        int slot = (int) entry.number() & mask;
        Entry before = entries.get(slot);
        // A writer that was held up for a whole round must not put an older fact in place of a newer one.
        while ((before == null || before.number() < entry.number()) && !entries.compareAndSet(slot, before, entry)) {
            before = entries.get(slot);
        }
    }

    /** The number that the next fact gets. */
    long end() {
        return next.get();
    }

    /**
     * Reads on.
     *
     * @param from number of the first fact that is wanted
     * @param most how many facts at most
     * @param into is given them, in order
     * @return what comes next, and how many of those that were wanted are not there any more
     */
    Read read(long from, int most, List<Fact> into) {
        long at = from;
        long lost = 0;
        int found = 0;
        while (found < most && at < next.get()) {
            Entry entry = entries.get((int) at & mask);
            if (entry == null || entry.number() < at) {
                // Its writer has its number and has not put it down yet.
                break;
            }
            if (entry.number() > at) {
                if (found > 0) {
                    // What is missing is told before what comes after it.
                    break;
                }
                long oldest = Math.max(at + 1, next.get() - entries.length());
                lost += oldest - at;
                at = oldest;
                continue;
            }
            into.add(entry.fact());
            found++;
            at++;
        }
        return new Read(at, lost);
    }

    /**
     * How far a reader has come.
     *
     * @param next number of the fact that comes next
     * @param lost how many facts were overwritten, all of them before those that were read
     */
    record Read(long next, long lost) {}
}
