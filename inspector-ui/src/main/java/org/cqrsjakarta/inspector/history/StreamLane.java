package org.cqrsjakarta.inspector.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one stream. */
public final class StreamLane {

    /** So long without an item is shown as a stall, in microseconds. */
    public static final long STALL_MICROS = 1_500_000;

    /** {@link #first()} and {@link #ended()} of what has not happened. */
    public static final long NEVER = -1;

    private static final int RECENT_PROGRESS = 16;
    private static final int MOST_STALLS = 64;
    private static final int MOST_HOLDS = 64;

    /** More steps than any chain has: what follows is counted to the last. */
    static final int MOST_SEGMENTS = 32;

    private final String server;
    private final String id;
    private final String request;
    private final long started;
    private final boolean seenFromItsStart;
    private final List<Segment> segments = new ArrayList<>(1);

    private long first = NEVER;
    private long ended = NEVER;
    private long lastItem;
    private long position;
    private LaneState state = LaneState.RUNNING;
    private @Nullable String failure;
    private long[] stalls = {};
    private long[] holds = {};
    private long heldSince = NEVER;
    private long[] recent = {};
    private int recentCount;

    StreamLane(String server, String id, String request, String primary, long started, boolean seenFromItsStart) {
        this.server = server;
        this.id = id;
        this.request = request;
        this.started = started;
        this.seenFromItsStart = seenFromItsStart;
        this.lastItem = started;
        segments.add(new Segment(0, primary, started, 0, null));
    }

    /** Name of the connection that it came by. */
    public String server() {
        return server;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Class of its request; empty if nobody said it. */
    public String request() {
        return request;
    }

    /** When it started; if that was not seen, when it was first heard of. */
    public long started() {
        return started;
    }

    /** Whether its beginning was seen. */
    public boolean isSeenFromItsStart() {
        return seenFromItsStart;
    }

    /** When it had its first item, or {@link #NEVER}. */
    public long first() {
        return first;
    }

    /** When it ended, or {@link #NEVER}. */
    public long ended() {
        return ended;
    }

    /** When it ended, or the given time while it runs. */
    public long endedOr(long now) {
        return ended == NEVER ? Math.max(now, started) : ended;
    }

    /** How many items were delivered, as far as it is known. */
    public long position() {
        return position;
    }

    /** How it stands. */
    public LaneState state() {
        return isHeld() ? LaneState.HELD : state;
    }

    /** Whether nobody listens, and it is kept for its client to come back. */
    public boolean isHeld() {
        return heldSince != NEVER && ended == NEVER;
    }

    /** Since when it is held, or {@link #NEVER}. */
    public long heldSince() {
        return heldSince;
    }

    /** How many times it was held, this time not included. */
    public int holds() {
        return holds.length / 2;
    }

    /** When the hold of this number began. */
    public long holdFrom(int index) {
        return holds[2 * index];
    }

    /** When the hold of this number ended. */
    public long holdTo(int index) {
        return holds[2 * index + 1];
    }

    /** Class of the failure that ended it, if one did. */
    public @Nullable String failure() {
        return failure;
    }

    /** Class of the failure that it met last, or {@code null} if it met none. */
    public @Nullable String latestReason() {
        return failure == null ? last().reason() : failure;
    }

    /** Whose turn it was, in order; at least one. */
    public List<Segment> segments() {
        return Collections.unmodifiableList(segments);
    }

    /** The handler whose turn it is, or was last. */
    public Segment last() {
        return segments.getLast();
    }

    /** How often it went from one handler to the next. */
    public int switchovers() {
        return segments.size() - 1;
    }

    /** The longest time between a switchover and the next item in microseconds, or {@link Segment#NO_GAP}. */
    public long longestGap() {
        long longest = Segment.NO_GAP;
        for (Segment segment : segments) {
            longest = Math.max(longest, segment.gap());
        }
        return longest;
    }

    /** How many times it stood still. */
    public int stalls() {
        return stalls.length / 2;
    }

    /** When the stall of this number began. */
    public long stallFrom(int index) {
        return stalls[2 * index];
    }

    /** When the stall of this number ended. */
    public long stallTo(int index) {
        return stalls[2 * index + 1];
    }

    /** Since when it has had no item. */
    public long lastItem() {
        return lastItem;
    }

    /** The latest looks at its position, oldest first: time and position in turn. */
    public long[] recentProgress() {
        int kept = Math.min(recentCount, RECENT_PROGRESS);
        long[] ordered = new long[2 * kept];
        for (int i = 0; i < kept; i++) {
            int from = (recentCount - kept + i) % RECENT_PROGRESS;
            ordered[2 * i] = recent[2 * from];
            ordered[2 * i + 1] = recent[2 * from + 1];
        }
        return ordered;
    }

    void firstItem(long at) {
        if (first == NEVER) {
            first = at;
        }
        item(at);
    }

    /** Gives how many items it has got since the last time. */
    long progress(long at, long newPosition) {
        if (recent.length == 0) {
            recent = new long[2 * RECENT_PROGRESS];
        }
        int slot = recentCount++ % RECENT_PROGRESS;
        recent[2 * slot] = at;
        recent[2 * slot + 1] = newPosition;
        item(at);
        return advance(newPosition);
    }

    /** Nobody listens from a time on, or somebody does again. */
    void held(long at, boolean nobodyListens) {
        if (nobodyListens == isHeld()) {
            return;
        }
        noteStall(at);
        if (nobodyListens) {
            heldSince = at;
            return;
        }
        if (holds() < MOST_HOLDS) {
            holds = Arrays.copyOf(holds, holds.length + 2);
            holds[holds.length - 2] = heldSince;
            holds[holds.length - 1] = Math.max(at, heldSince);
        }
        heldSince = NEVER;
        lastItem = Math.max(lastItem, at);
    }

    /** Gives how many items it has got since the last time. */
    long switchOver(long at, long newPosition, String to, String reason) {
        if (segments.size() == MOST_SEGMENTS) {
            return advance(newPosition);
        }
        segments.add(new Segment(last().step() + 1, to, Math.max(at, last().from()), newPosition, reason));
        return advance(newPosition);
    }

    void tookOver(long at, long gap) {
        last().tookOver(gap);
        item(at);
    }

    /** Gives how many items it has got since the last time. */
    long end(long at, long newPosition, LaneState how, @Nullable String reason) {
        long end = Math.max(at, last().from());
        if (isHeld()) {
            held(end, false);
        }
        noteStall(end);
        ended = end;
        state = how;
        failure = reason;
        return advance(newPosition);
    }

    private long advance(long newPosition) {
        long more = Math.max(0, newPosition - position);
        position += more;
        return more;
    }

    private void item(long at) {
        noteStall(at);
        lastItem = Math.max(lastItem, at);
    }

    private void noteStall(long until) {
        // What is held does not stand still by its own doing.
        if (!isHeld() && until - lastItem >= STALL_MICROS && stalls() < MOST_STALLS) {
            stalls = Arrays.copyOf(stalls, stalls.length + 2);
            stalls[stalls.length - 2] = lastItem;
            stalls[stalls.length - 1] = until;
        }
    }
}
