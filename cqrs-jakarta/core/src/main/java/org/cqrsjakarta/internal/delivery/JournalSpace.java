package org.cqrsjakarta.internal.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the journals of all streams have together, and who gives back when that is too much: first those whose
 * stream has ended, then those that have more than all could have. Callable from any thread.
 */
public final class JournalSpace {

    /** How often all are looked at while twice as much comes together as is allowed. */
    private static final int LOOKS = 64;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** Above which all are looked at: they were already, and had nothing to give back, at what they had then. */
    private volatile long lookAbove;

    private final Set<Share> running = ConcurrentHashMap.newKeySet();
    private final Set<Share> ended = ConcurrentHashMap.newKeySet();

    /** What one journal has. */
    public interface Share {

        /** Number of bytes it has now. */
        long bytes();

        /** Gives back the oldest until it has no more than so many bytes, but nothing that is still to be read. */
        void shrinkTo(long bytes);
    }

    /** Creates a space of so many bytes. */
    public JournalSpace(long limit) {
        this.limit = limit;
        this.lookAbove = limit;
    }

    /** A journal begins. */
    public void enter(Share share) {
        running.add(share);
    }

    /** Its stream has ended. */
    public void ended(Share share) {
        if (running.remove(share)) {
            ended.add(share);
        }
    }

    /** Nothing of it is wanted any more. */
    public void leave(Share share) {
        running.remove(share);
        ended.remove(share);
    }

    /** It has so many bytes more, or less. */
    public void change(long bytes) {
        taken.addAndGet(bytes);
    }

    /** Whether no journal has anything, or is known. */
    public boolean isEmpty() {
        return taken.get() == 0 && running.isEmpty() && ended.isEmpty();
    }

    /** Number of bytes that all have. */
    public long taken() {
        return taken.get();
    }

    /**
     * Has somebody give back, if there is too much. The caller holds no lock of a journal.
     *
     * @param latest who has come to have more just now
     */
    public void makeRoom(Share latest) {
        if (!isExceeded()) {
            if (lookAbove != limit) {
                lookAbove = limit;
            }
            return;
        }
        long fair = limit / Math.max(1, running.size());
        if (taken.get() <= lookAbove) {
            latest.shrinkTo(fair);
        } else if (!shrinkAll(ended, 0)) {
            latest.shrinkTo(fair);
            if (!shrinkAll(running, fair)) {
                // What is still to be read is not given back: those who read nothing are not asked for every event.
                lookAbove = taken.get() + limit / LOOKS;
            }
        }
    }

    private boolean isExceeded() {
        return taken.get() > limit;
    }

    /** Whether it is not too much any more. */
    private boolean shrinkAll(Set<Share> shares, long bytes) {
        for (Share share : shares) {
            if (!isExceeded()) {
                return true;
            }
            if (share.bytes() > bytes) {
                share.shrinkTo(bytes);
            }
        }
        return !isExceeded();
    }
}
