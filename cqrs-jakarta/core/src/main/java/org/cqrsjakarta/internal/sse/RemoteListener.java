package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Other nodes, whose clients listen to a stream of this one. Copies the stream for them as they take it, on a thread of its
 * own, until none of them listens any more or everything is copied.
 */
final class RemoteListener implements Listener {

    /** So many frames are copied ahead of what has been taken, and no more than half of what a copy keeps. */
    private static final int AHEAD = 64;

    private static final int PART = 64 * 1024;

    /** How long it waits to see that they have taken more: at first, and at the most. */
    private static final Duration SOON = Duration.ofMillis(5);

    private static final Duration LATER = Duration.ofMillis(100);

    /** For so many polls nobody need be there: whoever has asked may not be yet, or the store is away. */
    private static final int POLLS_ALONE = 3;

    private final OpenStream stream;
    private final StreamCopy copy;
    private final long from;
    private final Time time;
    private final Duration poll;
    private final Duration longestAlone;

    /** Position of whoever has come meanwhile; negative: nobody has. */
    private final AtomicLong joined = new AtomicLong(-1);

    private volatile @Nullable JournalReader reader;
    private volatile boolean isCut;
    private volatile @Nullable Bell bell;

    /**
     * Prepares it.
     *
     * @param from position that the first of them has reached
     * @param poll how often it looks whether they still listen
     */
    RemoteListener(OpenStream stream, StreamCopy copy, long from, Time time, Duration poll) {
        this.stream = stream;
        this.copy = copy;
        this.from = from;
        this.time = time;
        this.poll = poll;
        this.longestAlone = poll.multipliedBy(POLLS_ALONE);
    }

    @Override
    public long from() {
        return from;
    }

    @Override
    public void reads(@Nullable JournalReader begun) {
        reader = begun;
    }

    @Override
    public @Nullable JournalReader reader() {
        return reader;
    }

    /** Somebody else has come, who needs nothing before this position. */
    void joined(long position) {
        joined.accumulateAndGet(position, Math::max);
        wake();
    }

    @Override
    public void cut() {
        isCut = true;
        wake();
    }

    private void wake() {
        Bell waiting = bell;
        if (waiting != null) {
            waiting.ring();
        }
    }

    /** Does all of it, on the thread that calls. */
    void run() {
        Bell waiting = new Bell();
        bell = waiting;
        stream.attach(this, waiting);
        try {
            JournalReader reading = reader;
            if (reading != null) {
                copy.beginAt(reading.next);
                copyAll(reading, waiting);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.lose(this);
        }
    }

    private void copyAll(JournalReader reading, Bell waiting) throws InterruptedException {
        Duration pause = SOON;
        long seenNanos = time.nanos();
        long copied = reading.next;
        long takenThere = copied;
        long lastPart = copied;
        while (!isCut && !stream.isGone() && !copy.isElsewhere()) {
            long newcomer = joined.getAndSet(-1);
            if (newcomer >= 0) {
                seenNanos = time.nanos();
                takenThere = Math.max(takenThere, stream.journal().after(newcomer));
            }
            OptionalLong answer = copy.some(window(copied - takenThere, lastPart > takenThere));
            OptionalLong taken = copy.taken();
            if (taken.isPresent()) {
                seenNanos = time.nanos();
                takenThere = Math.max(takenThere, taken.getAsLong());
            } else if (time.nanos() - seenNanos > longestAlone.toNanos()) {
                return;
            }
            if (answer.isEmpty()) {
                // The store is late, or away.
                await(waiting, LATER);
                continue;
            }
            long before = copied;
            copied = answer.getAsLong();
            if (copied > before) {
                lastPart = before;
                pause = SOON;
                stream.journal().pass(reading, copied);
            }
            if (reading.hasReadAll()) {
                return;
            }
            if (copied > before) {
                continue;
            }
            // Has the bell ring for more.
            boolean isShort = reading.isShortOf(1);
            if (copied > takenThere) {
                // How far they are is asked for again, soon at first.
                await(waiting, pause);
                pause = pause.compareTo(LATER.dividedBy(2)) < 0 ? pause.multipliedBy(2) : LATER;
            } else if (isShort) {
                await(waiting, poll);
            }
        }
    }

    private void await(Bell waiting, Duration longest) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waiting.await(time, longest);
    }

    /** What they can be given, so that the copy does not drop what they have not taken. */
    private Window window(long untaken, boolean areTwoPartsUntaken) {
        Bounds bounds = copy.parts().bounds();
        int part = Math.max(1, Math.min(AHEAD, bounds.entries() / 2) / 2);
        int most = Math.max(part, Math.min(AHEAD, bounds.entries() / 2));
        if (areTwoPartsUntaken || untaken + part > most) {
            return Window.NONE;
        }
        // One that is larger goes by itself.
        return new Window(part, Math.min(PART, bounds.bytes() / 4), untaken <= 0 ? 1 : 0);
    }
}
