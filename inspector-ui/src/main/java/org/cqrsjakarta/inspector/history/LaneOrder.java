package org.cqrsjakarta.inspector.history;

import java.util.Comparator;

/** In which order streams are shown. */
public enum LaneOrder {
    /** The one that started last first. */
    NEWEST("Newest first"),
    /** Those that failed, then those that switched over, then the others; the latest first. */
    TROUBLE("Trouble first"),
    /** The longest gap first. */
    GAP("Longest gap first"),
    /** The one that started first first. */
    OLDEST("Oldest first");

    private static final Comparator<StreamLane> BY_START = Comparator.comparingLong(StreamLane::started);

    private final String words;

    LaneOrder(String words) {
        this.words = words;
    }

    /** For a human. */
    public String words() {
        return words;
    }

    /** Compares by it. */
    public Comparator<StreamLane> comparator() {
        return switch (this) {
            case NEWEST -> BY_START.reversed();
            case OLDEST -> BY_START;
            case GAP ->
                Comparator.comparingLong(StreamLane::longestGap)
                        .thenComparingLong(StreamLane::started)
                        .reversed();
            case TROUBLE ->
                Comparator.comparingInt(LaneOrder::trouble)
                        .thenComparing(
                                Comparator.comparingLong(LaneOrder::lastTrouble).reversed());
        };
    }

    private static int trouble(StreamLane lane) {
        if (lane.state() == LaneState.FAILED) {
            return 0;
        }
        return lane.switchovers() > 0 ? 1 : 2;
    }

    private static long lastTrouble(StreamLane lane) {
        return lane.state() == LaneState.FAILED ? lane.ended() : lane.last().from();
    }
}
