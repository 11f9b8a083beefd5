package org.cqrsjakarta.internal.stream;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What must be closed, last opened first, each exactly once, whichever thread closes and however late something is
 * added.
 */
final class CloseStack {

    private record Entry(AutoCloseable opened, @Nullable Entry below) {}

    private static final Entry CLOSED = new Entry(() -> {}, null);

    private final AtomicReference<@Nullable Entry> top = new AtomicReference<>();

    /**
     * Adds something that was opened.
     *
     * @return {@code false} if the stack is closed: the caller keeps what it opened and has to close it
     */
    boolean push(AutoCloseable opened) {
        Entry below;
        do {
            below = top.get();
            if (below == CLOSED) {
                return false;
            }
        } while (!top.compareAndSet(below, new Entry(opened, below)));
        return true;
    }

    boolean isClosed() {
        return top.get() == CLOSED;
    }

    /**
     * Closes everything that was added. Later calls do nothing.
     *
     * @return what the first failing one threw, the others suppressed in it; {@code null} if none failed
     */
    @Nullable
    Throwable close() {
        Throwable failure = null;
        for (Entry entry = top.getAndSet(CLOSED); entry != null && entry != CLOSED; entry = entry.below()) {
            failure = closeOne(entry.opened(), failure);
        }
        return failure;
    }

    @SuppressWarnings("IllegalCatch")
    private static @Nullable Throwable closeOne(AutoCloseable opened, @Nullable Throwable earlier) {
        try {
            opened.close();
            return earlier;
        } catch (Throwable e) {
            if (earlier == null) {
                return e;
            }
            Causes.suppress(earlier, e);
            return earlier;
        }
    }
}
