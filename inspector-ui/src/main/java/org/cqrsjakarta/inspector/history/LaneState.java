package org.cqrsjakarta.inspector.history;

/** How a stream stands. */
public enum LaneState {
    /** It goes on. */
    RUNNING("running"),
    /** It goes on once its client is back: nobody listens. */
    HELD("held"),
    /** It came to its normal end. */
    COMPLETED("completed"),
    /** Its client walked away. */
    LEFT("left"),
    /** It failed, and nothing took over. */
    FAILED("failed"),
    /** It is over, but its end was never told. */
    UNKNOWN("end unknown");

    private final String words;

    LaneState(String words) {
        this.words = words;
    }

    /** For a human. */
    public String words() {
        return words;
    }
}
