package org.cqrsjakarta;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * What a fallback is told about the step it takes over from. Immutable; valid for as long as anyone holds it.
 *
 * @param <R> type of the items
 */
public interface Switchover<R> {

    /**
     * How many items the client has been given so far, by all earlier steps together.
     *
     * @return 0 or more
     */
    long position();

    /**
     * The last item delivered.
     *
     * @return empty at position 0, or when this fallback declares {@code remember = 0}
     */
    Optional<R> last();

    /**
     * The last items delivered, oldest first.
     *
     * @return at most {@link Fallback#remember()} items, fewer when fewer were delivered; unmodifiable
     */
    List<R> delivered();

    /**
     * Why the step before was left: the failure as it was thrown, or a {@link CircuitBreakerOpenException} when its circuit
     * refused, or a {@link BulkheadException} when its bulkhead did, or a {@link NodeLostException} when the node that ran
     * it is gone.
     *
     * @return the cause; that of a refusal is shared between streams and carries no stack trace: not to be changed
     */
    Throwable cause();

    /**
     * The step that was left.
     *
     * @return its bean class, or the return type of the producer it comes from
     */
    Class<?> from();
}
