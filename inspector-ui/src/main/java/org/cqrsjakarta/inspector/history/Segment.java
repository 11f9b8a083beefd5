package org.cqrsjakarta.inspector.history;

import org.jspecify.annotations.Nullable;

/** The part of a stream that one handler served; it lasts until the next one begins, or the stream ends. */
public final class Segment {

    /** {@link #gap()} while nothing has come after the switchover. */
    public static final long NO_GAP = -1;

    /** {@link #reason()} of a switchover that was over when the stream was first heard of. */
    public static final String UNSEEN = "unknown";

    private final int step;
    private final String handler;
    private final long from;
    private final long position;
    private final @Nullable String reason;
    private long gap = NO_GAP;

    Segment(int step, String handler, long from, long position, @Nullable String reason) {
        this.step = step;
        this.handler = handler;
        this.from = from;
        this.position = position;
        this.reason = reason;
    }

    /** 0 for the primary. */
    public int step() {
        return step;
    }

    /** The handler's name. */
    public String handler() {
        return handler;
    }

    /** When it began. */
    public long from() {
        return from;
    }

    /** How many items had been delivered when it began. */
    public long position() {
        return position;
    }

    /** Class of the failure that led here; {@code null} for the primary. */
    public @Nullable String reason() {
        return reason;
    }

    /** Microseconds from the switchover to the first item after it, or {@link #NO_GAP}. */
    public long gap() {
        return gap;
    }

    void tookOver(long micros) {
        gap = micros;
    }
}
