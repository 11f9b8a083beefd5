package org.cqrsjakarta.internal.chain;

import java.util.concurrent.atomic.AtomicInteger;

/** Limits how many streams one handler serves at once. Callable from any thread. */
public final class Bulkhead {

    /** No limit. */
    public static final Bulkhead NONE = new Bulkhead(Integer.MAX_VALUE);

    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Creates it with all places free.
     *
     * @param places 1 or more
     * @throws IllegalArgumentException if {@code places} is less than 1
     */
    public Bulkhead(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("value = " + places + ", allowed: 1 or more");
        }
        this.places = places;
    }

    public int places() {
        return places;
    }

    /**
     * Takes a place.
     *
     * @return {@code false} if all are taken
     */
    public boolean enter() {
        if (this == NONE) {
            return true;
        }
        int now;
        do {
            now = taken.get();
            if (now == places) {
                return false;
            }
        } while (!taken.compareAndSet(now, now + 1));
        return true;
    }

    @Override
    public String toString() {
        return taken + " of " + places;
    }

    /** Gives a place back. */
    public void leave() {
        if (this != NONE) {
            taken.decrementAndGet();
        }
    }
}
