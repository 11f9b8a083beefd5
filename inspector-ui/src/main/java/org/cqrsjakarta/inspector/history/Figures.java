package org.cqrsjakarta.inspector.history;

import java.util.Arrays;

/** What happened in each second of the last half hour, counted. */
public final class Figures {

    /** How many seconds are kept. */
    public static final int SECONDS = 1_800;

    private static final long MICROS = 1_000_000;

    private final Second[] ring = new Second[SECONDS];

    /** A second that is too old for the ring would take the place of a younger one: it is counted nowhere. */
    private final Second tooOld = new Second();

    /** One second. */
    private static final class Second {
        private long number = Long.MIN_VALUE;
        private int started;
        private int ended;
        private int failed;
        private int switchovers;
        private long primaryItems;
        private long fallbackItems;
        private final GapHistogram gaps = new GapHistogram();

        void clear(long newNumber) {
            number = newNumber;
            started = 0;
            ended = 0;
            failed = 0;
            switchovers = 0;
            primaryItems = 0;
            fallbackItems = 0;
            gaps.clear();
        }
    }

    /**
     * Sums over a time.
     *
     * @param seconds       how long, at least 1
     * @param started       streams
     * @param ended         streams, the failed ones included
     * @param failed        streams
     * @param switchovers   how many
     * @param primaryItems  items that primaries gave
     * @param fallbackItems items that fallbacks gave
     * @param gaps          between switchovers and the next item
     */
    public record Sums(
            double seconds,
            long started,
            long ended,
            long failed,
            long switchovers,
            long primaryItems,
            long fallbackItems,
            GapHistogram gaps) {

        /** The share of items that fallbacks gave, 0 to 1; 0 if there are none. */
        public double fallbackShare() {
            double all = (double) primaryItems + fallbackItems;
            return all == 0 ? 0 : fallbackItems / all;
        }
    }

    public Figures() {
        Arrays.setAll(ring, index -> new Second());
    }

    void started(long at) {
        second(at).started++;
    }

    void ended(long at, boolean failed) {
        Second second = second(at);
        second.ended++;
        if (failed) {
            second.failed++;
        }
    }

    void switchedOver(long at) {
        second(at).switchovers++;
    }

    void items(long at, long count, boolean fallback) {
        Second second = second(at);
        if (fallback) {
            second.fallbackItems = Sum.of(second.fallbackItems, count);
        } else {
            second.primaryItems = Sum.of(second.primaryItems, count);
        }
    }

    void gap(long at, long micros) {
        second(at).gaps.add(GapScale.classOf(micros), 1);
    }

    /** What happened between two times, whole seconds. */
    public Sums between(long from, long to) {
        long firstSecond = Math.floorDiv(from, MICROS);
        long lastSecond = Math.max(firstSecond, Math.floorDiv(to - 1, MICROS));
        long started = 0;
        long ended = 0;
        long failed = 0;
        long switchovers = 0;
        long primary = 0;
        long fallback = 0;
        GapHistogram gaps = new GapHistogram();
        for (long number = Math.max(firstSecond, lastSecond - SECONDS + 1); number <= lastSecond; number++) {
            Second second = ring[Math.floorMod(number, SECONDS)];
            if (second.number == number) {
                started += second.started;
                ended += second.ended;
                failed += second.failed;
                switchovers += second.switchovers;
                primary = Sum.of(primary, second.primaryItems);
                fallback = Sum.of(fallback, second.fallbackItems);
                gaps.addAll(second.gaps);
            }
        }
        return new Sums(lastSecond - firstSecond + 1.0, started, ended, failed, switchovers, primary, fallback, gaps);
    }

    private Second second(long at) {
        long number = Math.floorDiv(at, MICROS);
        Second second = ring[Math.floorMod(number, SECONDS)];
        if (second.number > number) {
            return tooOld;
        }
        if (second.number != number) {
            second.clear(number);
        }
        return second;
    }
}
