package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.OptionalLong;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Other nodes, whose clients listen to a stream of this one. Copies the stream for them as they take it, on a thread of its
 * own, until none of them listens any more or everything is copied.
 */
final class RemoteListener implements Listener {

    /** So many frames are copied ahead of what has been taken. */
    private static final int AHEAD = 64;

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

    @Override
    public void cut() {
        isCut = true;
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
        } finally {
            stream.lose(this);
        }
    }

    private void copyAll(JournalReader reading, Bell waiting) {
        Duration pause = SOON;
        long before = -1;
        long seenNanos = time.nanos();
        while (!isCut
                && !stream.isGone()
                && !copy.isElsewhere()
                && !Thread.currentThread().isInterrupted()) {
            long copied = copy.some();
            OptionalLong taken = copy.taken();
            if (taken.isPresent()) {
                seenNanos = time.nanos();
            } else if (time.nanos() - seenNanos > longestAlone.toNanos()) {
                return;
            }
            if (copied - taken.orElse(copied) > AHEAD) {
                waiting.await(time, pause);
                pause = pause.compareTo(LATER.dividedBy(2)) < 0 ? pause.multipliedBy(2) : LATER;
                continue;
            }
            pause = SOON;
            stream.journal().pass(reading, copied);
            if (reading.hasReadAll()) {
                return;
            }
            // Short of more, or of a store: it may be away.
            if (reading.isShortOf(1) || copied == before) {
                waiting.await(time, poll);
            }
            before = copied;
        }
    }
}
