package org.cqrsjakarta.internal.source;

import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.spi.Time;

/**
 * Makes the sources of one attempt at one handler: those that run where they are consumed, and, with all that follows,
 * those that do not.
 *
 * @param handler   name of the handler, for messages
 * @param raised    into which it raises
 * @param limits    of its time
 * @param time      measures it
 * @param threads   starts a task on a thread of its own, with the contexts of the stream
 * @param occupancy of the handler
 */
public record Sources(
        String handler,
        RaisedEvents raised,
        Limits limits,
        Time time,
        Function<Runnable, Thread> threads,
        Occupancy occupancy) {

    /**
     * Runs a source to its end.
     *
     * @param <R> type of the items
     */
    @FunctionalInterface
    public interface Production<R> {

        /**
         * Gives all items to the sink, on this thread, and returns at their end.
         *
         * @throws Throwable what the source or the sink threw
         */
        void run(Source.Sink<R> sink) throws Throwable;
    }

    /**
     * Gives the publisher.
     *
     * @param <R> type of the items
     */
    @FunctionalInterface
    public interface Opening<R> {

        /** Creates the handler and asks it; throws what it throws. */
        Flow.Publisher<R> open() throws Exception;
    }

    /** The end of a step, to which a handler may add something. */
    @FunctionalInterface
    public interface Ending {

        /**
         * Has something done when the handler has come out, or is closed beside its stream; at once, on this thread, if
         * that is over. Throws nothing.
         */
        void add(Runnable action);
    }

    /**
     * A stream, run where it is consumed. Closing it is its owner's part.
     *
     * @param handler name of the handler, for messages
     * @param raised  into which it raises
     */
    public static <R> Source<R> pulled(String handler, RaisedEvents raised, Stream<R> items) {
        return new PulledSource<>(handler, items, raised);
    }

    /** One that pushes on a thread of its own, a bounded number of items ahead of whoever takes them. */
    public <R> Source<R> queued(Production<R> production) {
        return new QueuedSource<>(this, production);
    }

    /** A publisher, subscribed to and asked on a thread of its own, a bounded number of items ahead of whoever takes them. */
    public <R> Source<R> published(Opening<R> opening) {
        return new PublishedSource<>(this, opening);
    }

    /**
     * Has a handler emit all its items, on this thread.
     *
     * @param handler   name of the handler, for messages
     * @param raised    into which it raises
     * @param occupancy of the handler
     * @param ending    of the step
     * @throws Throwable what the sink threw, whatever the handler made of it; else what the handler threw
     */
    public static <R> void emit(
            String handler,
            RaisedEvents raised,
            Occupancy occupancy,
            Opened.Emission<R> emission,
            Source.Sink<R> sink,
            Ending ending)
            throws Throwable {
        new StepEmitter<>(handler, raised, occupancy, sink, ending).run(emission);
    }

    /**
     * Has a publisher give all its items, taken on this thread, which subscribes to it and asks it.
     *
     * @param handler   name of the handler, for messages
     * @param raised    into which it raises
     * @param occupancy of the handler
     * @param ending    of the step
     * @throws Throwable what the sink threw, whatever the publisher made of it; else what the publisher threw or
     *     signalled, or a {@link Source.ConsumerInterruptedException}
     */
    public static <R> void subscribe(
            String handler,
            RaisedEvents raised,
            Occupancy occupancy,
            Flow.Publisher<R> publisher,
            Source.Sink<R> sink,
            Ending ending)
            throws Throwable {
        new StepSubscriber<>(handler, raised, occupancy, sink, ending).run(publisher);
    }
}
