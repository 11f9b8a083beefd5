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
 * gives it back, each part whatever the others do.
 */
final class Tenancy implements Occupancy.Premises, Sources.Ending {

    /** Stands for a source that was closed. */
    private static final AutoCloseable CLOSED = new AutoCloseable() {
        @Override
        public void close() {}
    };

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
    @SuppressWarnings("IllegalCatch")
    public void close() {
        try {
            Throwable failure = release(closeOpened());
            if (failure != null) {
                StreamLog.LOG.closingFailed(around.stream(), handler, failure);
            }
        } catch (Throwable exhausted) {
            // Not even the log can be written: what comes next must be done all the same.
        }
    }

    @Override
    public void vacate() {
        try {
            close();
        } finally {
            place.leave();
            around.movesOut();
        }
    }

    /** Closes what was opened, on this thread, while another is still within it: nothing else is given back yet. */
    void closeBeside() {
        Throwable failure = closeOpened();
        if (failure != null) {
            StreamLog.LOG.closingFailed(around.stream(), handler, failure);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private @Nullable Throwable closeOpened() {
        AutoCloseable source = OPENED.getAndSet(this, CLOSED);
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
