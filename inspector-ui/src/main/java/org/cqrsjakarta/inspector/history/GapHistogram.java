package org.cqrsjakarta.inspector.history;

import java.util.Arrays;

/** How many gaps there are of each class of {@link GapScale}. */
public final class GapHistogram {

    private final long[] counts = new long[GapScale.CLASSES];

    void add(int gapClass, long more) {
        counts[gapClass] += more;
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    void addAll(GapHistogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** How many there are of a class. */
    public long count(int gapClass) {
        return counts[gapClass];
    }

    /** How many there are. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The gap than which so many are no longer, in microseconds and to within a fifth; -1 if there is none.
     *
     * @param share 0 to 1
     */
    public long percentile(double share) {
        long all = total();
        if (all == 0) {
            return -1;
        }
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return GapScale.from(i);
            }
        }
        return GapScale.from(counts.length - 1);
    }
}
