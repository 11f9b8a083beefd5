package org.cqrsjakarta.internal.stream;

import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;
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
     * @return the items; {@code null} if the handler returned {@code null}
     * @throws Exception what the handler threw, as it was thrown
     */
    @Nullable
    Stream<R> open(StreamRequest<R> request, @Nullable Switchover<R> switchover) throws Exception;

    /** Gives the instance back: a {@code @Dependent} bean is destroyed, any other is left to its scope. Once. */
    void release();
}
