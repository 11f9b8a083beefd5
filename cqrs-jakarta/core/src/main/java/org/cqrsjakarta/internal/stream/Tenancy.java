package org.cqrsjakarta.internal.stream;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.source.Occupancy;
import org.cqrsjakarta.internal.source.Sources;
import org.jspecify.annotations.Nullable;

/**
 * What a step holds of its handler: the instance, what that has opened, and its place in the bulkhead. The last one out
 * gives it back, each part whatever the others do; who closes beside the stream what was opened is one of them.
 */
final class Tenancy implements Occupancy.Premises, Sources.Ending {

    /** What stands in the place of what was opened. */
    private enum Mark implements AutoCloseable {
        /** It is closed, or is being closed by whoever goes on to give the rest back. */
        CLOSED,

        /** It is being closed beside the stream. */
        CLOSING_BESIDE,

        /** The same, and nobody is within any more: whoever closes it gives the rest back. */
        VACATED_MEANWHILE;

        @Override
        public void close() {}
    }

    private static final AtomicReferenceFieldUpdater<Tenancy, @Nullable AutoCloseable> OPENED =
            AtomicReferenceFieldUpdater.newUpdater(Tenancy.class, AutoCloseable.class, "opened");

    private final StepEnvironment around;
    private final String handler;
    private final Bulkhead place;
    private volatile @Nullable AutoCloseable opened;

    /** Of whoever is within the handler, and of the last one out. */
    private @Nullable HandlerInstance<?> instance;

    /**
     * Begins it.
     *
     * @param around  the stream, for messages
     * @param handler name of the handler, for messages
     * @param place   taken for it
     */
    Tenancy(StepEnvironment around, String handler, Bulkhead place) {
        this.around = around;
        this.handler = handler;
        this.place = place;
        around.movesIn();
    }

    /** Name of the handler, for messages. */
    String handler() {
        return handler;
    }

    void holds(HandlerInstance<?> created) {
        instance = created;
    }

    /**
     * Takes up what the handler has opened.
     *
     * @return {@code false} if it was closed beside the stream meanwhile: whoever opened it has to close it
     */
    boolean holds(AutoCloseable source) {
        return OPENED.compareAndSet(this, null, source);
    }

    /** Of an emitting handler, which opens nothing else. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public void add(Runnable action) {
        if (keeps(action)) {
            return;
        }
        try {
            action.run();
        } catch (Throwable e) {
            StreamLog.LOG.closingFailed(around.stream(), handler, e);
        }
    }

    private boolean keeps(Runnable action) {
        AutoCloseable known = opened;
        if (known == null) {
            var first = new Terminations();
            known = OPENED.compareAndSet(this, null, first) ? first : opened;
        }
        return known instanceof Terminations open && open.add(action);
    }

    @Override
    public void close() {
        AutoCloseable closing = take(Mark.CLOSED);
        if (closing != Mark.CLOSING_BESIDE) {
            close(closing);
        }
    }

    /** Closes it, and then destroys the instance. */
    @SuppressWarnings("IllegalCatch")
    private void close(@Nullable AutoCloseable closing) {
        try {
            Throwable failure = release(closeOpened(closing));
            if (failure != null) {
                StreamLog.LOG.closingFailed(around.stream(), handler, failure);
            }
        } catch (Throwable exhausted) {
            // Not even the log can be written: what comes next must be done all the same.
        }
    }

    /** Puts a mark in the place of what was opened, which is to be closed then; not in that of a later mark. */
    private @Nullable AutoCloseable take(Mark mark) {
        while (true) {
            AutoCloseable known = opened;
            if (known instanceof Mark || OPENED.compareAndSet(this, known, mark)) {
                return known;
            }
        }
    }

    @Override
    public void vacate() {
        if (!OPENED.compareAndSet(this, Mark.CLOSING_BESIDE, Mark.VACATED_MEANWHILE)) {
            giveBack();
        }
    }

    private void giveBack() {
        try {
            close();
        } finally {
            place.leave();
            around.movesOut();
        }
    }

    /** Closes what was opened, on this thread, while another is still within it: nothing else is given back before both are out. */
    void closeBeside() {
        AutoCloseable closing = take(Mark.CLOSING_BESIDE);
        if (closing instanceof Mark) {
            return;
        }
        try {
            Throwable failure = closeOpened(closing);
            if (failure != null) {
                StreamLog.LOG.closingFailed(around.stream(), handler, failure);
            }
        } finally {
            if (!OPENED.compareAndSet(this, Mark.CLOSING_BESIDE, Mark.CLOSED)) {
                giveBack();
            }
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static @Nullable Throwable closeOpened(@Nullable AutoCloseable source) {
        if (source == null) {
            return null;
        }
        try {
            source.close();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    @SuppressWarnings("IllegalCatch")
    private @Nullable Throwable release(@Nullable Throwable earlier) {
        HandlerInstance<?> held = instance;
        instance = null;
        if (held == null) {
            return earlier;
        }
        try {
            held.release();
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
