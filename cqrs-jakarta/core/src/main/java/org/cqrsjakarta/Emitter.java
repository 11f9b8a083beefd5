package org.cqrsjakarta;

/**
 * Where an {@link EmittingRequestHandler} puts its items. Items belong to the thread that runs {@code handle}, for as long
 * as that runs; the rest may be asked for on any thread.
 *
 * <p>No functional interface: what stands around an emitter has to pass all of it on.
 *
 * @param <R> type of the items
 */
public interface Emitter<R> {

    /**
     * Hands an item on. Returns when the consumer has taken it, or when it waits in the queue for it; blocks while the
     * consumer is behind.
     *
     * @param item not {@code null}
     * @throws NullItemException if {@code item} is {@code null}; names the handler
     * @throws java.util.concurrent.CancellationException if nobody wants the item any more: the consumer left, or the
     *     step was left because it was too slow. To be let through; whatever {@code handle} does then, its stream is
     *     over, and no circuit counts it
     * @throws IllegalStateException after {@code handle} has returned, and on any other thread than the one that runs it
     */
    void emit(R item);

    /**
     * Tells whether a further item would be in vain. For a handler that does long work between two items, and for what
     * works for it on other threads; one that emits hears of it by {@link #emit}, one that waits by its interrupt.
     *
     * @return {@code true} when the consumer has left, when the step was left, and when {@code handle} has returned; never
     *     {@code false} again
     */
    boolean isCancelled();

    /**
     * Has something done when the step is over for this emitter, whichever way: {@code handle} has returned or thrown, or
     * its consumer has left. It is run once, by the thread that runs {@code handle}, when that is out of it, before the
     * bean is destroyed and before the next step produces its first item, as {@code onClose} is for a stream. A handler
     * that does not come out within 100 ms of its interrupt has it run beside it, on another thread: closing what it reads
     * is then how a read ends that hears of no interrupt.
     *
     * <p>Several are run in the order in which they were registered, each whatever the others throw. What they throw is
     * logged (CQRS00250) and changes nothing for the stream.
     *
     * @param action not {@code null}; run at once, on this thread, if the step is over already
     */
    void onTermination(Runnable action);
}
