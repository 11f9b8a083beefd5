package org.cqrsjakarta.internal.sse;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the journals of all streams have together. Callable from any thread. */
final class JournalSpace {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** Creates a space of so many bytes. */
    JournalSpace(long limit) {
        this.limit = limit;
    }

    void take(int bytes) {
        taken.addAndGet(bytes);
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }

    /** Whether somebody has to give something back. */
    boolean isExceeded() {
        return taken.get() > limit;
    }

    long taken() {
        return taken.get();
    }
}
