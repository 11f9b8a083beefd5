package org.cqrsjakarta.inspector.history;

/** Classes of gaps, four to each doubling: so a gap is known to within a fifth of itself. */
public final class GapScale {

    /** Up to about 4 minutes. */
    public static final int CLASSES = 112;

    private static final int STEPS = 4;

    private GapScale() {}

    /**
     * The class of a gap.
     *
     * @param micros 0 or more
     * @return 0 to {@link #CLASSES} - 1
     */
    public static int classOf(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(0, micros);
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> (doubling - 2)) & (STEPS - 1);
        return Math.min(CLASSES - 1, (doubling - 1) * STEPS + step);
    }

    /** The smallest gap of a class, in microseconds. */
    public static long from(int gapClass) {
        if (gapClass < STEPS) {
            return gapClass;
        }
        int doubling = gapClass / STEPS + 1;
        return (long) (STEPS + gapClass % STEPS) << (doubling - 2);
    }
}
