package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.cqrsjakarta.spi.Time;

/** The place of a stream that makes way, for who waits for it. */
final class Promise {

    /** How long that is: longer than a handler takes that hears of its interrupt, short for who asks. */
    static final Duration LONGEST = Duration.ofMillis(500);

    /** Whose place it is from now on. */
    final Owner to;

    /** Nobody waits any more, and the handlers are not out. Under the registry's lock. */
    boolean isInVain;

    private final CompletableFuture<Void> kept = new CompletableFuture<>();

    Promise(Owner to) {
        this.to = to;
    }

    /** The handlers are out. */
    void keep() {
        kept.complete(null);
    }

    /** Returns when they are, or after a while. */
    void await(Time time) {
        CompletableFuture<Void> over = kept.copy();
        Time.Alarm alarm = time.schedule(LONGEST, () -> over.complete(null));
        over.join();
        alarm.cancel();
    }
}
