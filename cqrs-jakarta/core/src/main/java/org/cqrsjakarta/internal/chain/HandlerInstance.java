package org.cqrsjakarta.internal.chain;

import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.source.Opened;
import org.jspecify.annotations.Nullable;

/**
 * A handler that was created, or looked up, for one step of one stream.
 *
 * @param <R> type of the items
 */
public interface HandlerInstance<R> {

    /**
     * Opens the handler's source.
     *
     * @param request    the request
     * @param switchover what the handler takes over; {@code null} for a primary
     * @return the items, in the handler's shape
     * @throws Exception what the handler threw, as it was thrown, or a
     *     {@link org.cqrsjakarta.NullItemException} if it returned {@code null}
     */
    Opened<R> open(Object request, @Nullable Switchover<R> switchover) throws Exception;

    /** Gives the instance back: a {@code @Dependent} bean is destroyed, any other is left to its scope. Once. */
    void release();
}
