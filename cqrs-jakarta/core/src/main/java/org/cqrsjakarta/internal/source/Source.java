package org.cqrsjakarta.internal.source;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler has opened, whichever its shape. One thread at a time takes its items.
 *
 * @param <R> type of the items
 */
public interface Source<R> {

    /**
     * Takes items that are pushed.
     *
     * @param <R> type of the items
     */
    @FunctionalInterface
    interface Sink<R> {

        /**
         * Takes an item.
         *
         * @param item   not {@code null}
         * @param events the domain events that belong to it
         * @throws Throwable when no further item is wanted
         */
        void accept(R item, List<Object> events) throws Throwable;
    }

    /** The thread that takes items was interrupted while it waited for one: nothing that the source has done. */
    final class ConsumerInterruptedException extends InterruptedException {

        @Serial
        private static final long serialVersionUID = 1L;

        ConsumerInterruptedException(InterruptedException interrupted) {
            initCause(interrupted);
        }
    }

    /**
     * Produces the next item.
     *
     * @return the item; {@code null} at the end
     * @throws Throwable what the handler or its source threw, or a {@link ConsumerInterruptedException}
     */
    @Nullable
    R next() throws Throwable;

    /** The domain events that belong to the item that was produced last. To be asked once for each. */
    List<Object> events();

    /**
     * Gives all items that were not taken to a sink, on this thread.
     *
     * @throws Throwable what the sink threw, whatever the source made of it; else what the source threw
     */
    default void forEachRemaining(Sink<R> sink) throws Throwable {
        for (R item = next(); item != null; item = next()) {
            sink.accept(item, events());
        }
    }

    /**
     * It is left: what it still produces is dropped, and nobody waits for it any more. A thread of its own is told apart.
     * May be called more than once.
     */
    default void leave() {}

    /** Its thread does not come out of it: whatever another thread may do about that is done. */
    default void abandon() {}
}
