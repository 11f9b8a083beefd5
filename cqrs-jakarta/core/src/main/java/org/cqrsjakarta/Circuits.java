package org.cqrsjakarta;

import java.util.List;

/**
 * The circuits of the application, to be looked at and closed by hand. Injected; callable from any thread. A circuit is
 * asked for by its handler's class, or by the return type of the producer that makes the handler; a client proxy's class
 * stands for the class of its bean, and one that an alternative extends for that alternative.
 */
public interface Circuits {

    /**
     * Lists every circuit as it stands now.
     *
     * @return one entry for each handler that declares {@code @CircuitBreaker}, in the order of their names; a
     *     snapshot, unmodifiable
     */
    List<CircuitStatus> all();

    /**
     * Tells how the circuit of one handler stands now.
     *
     * @param handler the handler's class, not {@code null}
     * @return a snapshot
     * @throws IllegalArgumentException if that handler has no circuit (CQRS00157), if it is no handler (CQRS00158), or if
     *     several fit (CQRS00159); the message lists those that have one
     */
    CircuitStatus of(Class<?> handler);

    /**
     * Closes the circuit of one handler, with an empty window, whatever has held it open. Streams that run meanwhile go
     * on, and their outcomes are not counted. Who may do that is the caller's to decide. Where nodes share it, it closes on
     * all of them, unless the store is away: then on this one, until the store is back.
     *
     * @param handler the handler's class, not {@code null}
     * @throws IllegalArgumentException as {@link #of}
     */
    void reset(Class<?> handler);
}
