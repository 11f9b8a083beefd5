package org.cqrsjakarta.internal.delivery;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * How many bytes the journals of all streams have together, and who gives back when that is too much: first those whose
 * stream has ended, then those that have more than their share: each owner has an equal one, and each of its streams an equal
 * one of that. Callable from any thread.
 */
public final class JournalSpace {

    /** How often all are looked at while as much is added as is allowed in all. */
    private static final int LOOKS = 64;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /**
     * So much is to be added before all are looked at again: they were already, and had nothing to give back. What is still to
     * be read is not given back, and those who read nothing are not asked for every event.
     */
    private final AtomicLong addedBeforeLook = new AtomicLong();

    private final Map<Share, Owner> running = new ConcurrentHashMap<>();
    private final Set<Share> ended = ConcurrentHashMap.newKeySet();

    /** How many of those that run are whose. */
    private final Map<Owner, Integer> runningOf = new ConcurrentHashMap<>();

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
    }

    /** A journal begins. */
    public void enter(Share share, Owner owner) {
        running.put(share, owner);
        var unused = runningOf.merge(owner, 1, Integer::sum);
    }

    /** Its stream has ended. */
    public void ended(Share share) {
        if (runsNoMore(share)) {
            ended.add(share);
        }
    }

    /** Nothing of it is wanted any more. */
    public void leave(Share share) {
        var unused = runsNoMore(share);
        ended.remove(share);
    }

    private boolean runsNoMore(Share share) {
        Owner owner = running.remove(share);
        if (owner == null) {
            return false;
        }
        var unused = runningOf.computeIfPresent(owner, (its, many) -> many == 1 ? null : many - 1);
        return true;
    }

    /**
     * One has some bytes more, or less. Where that cannot be counted, as without stack, it throws, and the next call makes it
     * good.
     *
     * @param before how many it had by the answer of the last call, 0 at first
     * @param now    how many it has
     * @return how many are counted: {@code now}
     */
    public long changed(long before, long now) {
        change(now - before);
        return now;
    }

    /** All have so many bytes more, or less. */
    void change(long bytes) {
        if (bytes != 0) {
            taken.addAndGet(bytes);
        }
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
     * @param bytes  how many
     */
    public void makeRoom(Share latest, long bytes) {
        if (!isExceeded()) {
            if (addedBeforeLook.get() != 0) {
                addedBeforeLook.set(0);
            }
            return;
        }
        if (addedBeforeLook.addAndGet(-bytes) > 0) {
            latest.shrinkTo(fairFor(latest));
            return;
        }
        addedBeforeLook.set(limit / LOOKS);
        if (!shrinkAll(ended, share -> 0)) {
            latest.shrinkTo(fairFor(latest));
            var unused = shrinkAll(running.keySet(), this::fairFor);
        }
    }

    private long fairFor(Share share) {
        Owner owner = running.get(share);
        return owner == null ? 0 : limit / Math.max(1, runningOf.size()) / runningOf.getOrDefault(owner, 1);
    }

    /** Whether all together have no more than a half of what they may have. */
    public boolean isHalfEmpty() {
        return taken.get() <= limit / 2;
    }

    private boolean isExceeded() {
        return taken.get() > limit;
    }

    /** Whether it is not too much any more. */
    private boolean shrinkAll(Set<Share> shares, ToLongFunction<Share> toBytes) {
        for (Share share : shares) {
            if (!isExceeded()) {
                return true;
            }
            long bytes = toBytes.applyAsLong(share);
            if (share.bytes() > bytes) {
                share.shrinkTo(bytes);
            }
        }
        return !isExceeded();
    }
}
