package org.cqrsjakarta.internal.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of one step, to be pulled by one thread.
 *
 * @param <R> type of the items
 */
public interface Source<R> {

    /**
     * Produces the next item.
     *
     * @return the item; {@code null} at the end
     * @throws Throwable what the handler or its source threw, after all items that came before it; a
     *     {@link java.util.concurrent.CancellationException} when it was closed
     */
    @Nullable
    R next() throws Throwable;

    /** The domain events that belong to the item that {@link #next()} returned last. */
    List<Object> events();
}
