package org.cqrsjakarta.internal.source;

import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Emitter;

/**
 * What a handler gave for its request, in one of the shapes.
 *
 * @param <R> type of the items
 */
public sealed interface Opened<R> {

    /**
     * The call of an emitting handler.
     *
     * @param <R> type of the items
     */
    @FunctionalInterface
    interface Emission<R> {

        /** Emits all items, and returns at their end. */
        void to(Emitter<R> emitter) throws Exception;
    }

    /** A stream, to be closed by whoever takes it. */
    record Pulled<R>(Stream<R> items) implements Opened<R> {}

    /** One item that is there already, as a response is: a stream of it would cost 160 bytes more. */
    record Single<R>(R item) implements Opened<R> {}

    /** A call that has not been made yet. */
    record Emitted<R>(Emission<R> emission) implements Opened<R> {}

    /** A publisher that nobody has subscribed to yet. */
    record Published<R>(Flow.Publisher<R> publisher) implements Opened<R> {}
}
