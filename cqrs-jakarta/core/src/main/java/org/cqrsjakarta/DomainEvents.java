package org.cqrsjakarta;

/**
 * Raises domain events from a handler. Injected into handlers, and into what they call.
 *
 * <p><b>When they are fired.</b> An event belongs to the item that its handler produces next, and is fired as a CDI
 * event before that item is handed on; what is raised after the last item belongs to the end of the step, also where
 * the step fails, and is fired before the next step begins. The events of one item are fired in order, or up to
 * {@code cqrs.events.concurrency} at a time (default 10; 1: in order). Events that observers raise join the same turn:
 * they too are fired before the item is handed on.
 *
 * <p><b>Once or not at all.</b> Each event is fired at most once. The events of an item that is not handed on are not
 * fired: of one that a continuation drops because it was delivered already, and of those that a consumer who leaves
 * never got.
 *
 * <p>What an observer throws is logged, and changes nothing for the stream or its circuit.
 */
public interface DomainEvents {

    /**
     * Raises an event: any object, to be observed by its class.
     *
     * <p>To be called on the thread that runs the handler or an observer of its events. A handler whose scope is
     * {@code @Dependent} may call it on any thread, on what was injected into the handler itself: so from the operators
     * of a publisher. When its step has ended, what is raised is dropped.
     *
     * <p>What a handler raises while it consumes another stream, in {@code forEach} say, belongs to its own step, and not
     * to the handlers of that stream.
     *
     * @param event the event, not {@code null}
     * @throws IllegalStateException on a thread that runs no handler, unless as above
     */
    void raise(Object event);
}
