package org.cqrsjakarta.internal.source;

import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * What a handler gave for its request, in one of the shapes.
 *
 * @param <R> type of the items
 */
public sealed interface Opened<R> {

    /** A stream, to be closed by whoever takes it. */
    record Pulled<R>(Stream<R> items) implements Opened<R> {}

    /** A call that has not been made yet. */
    record Emitted<R>(Emission<R> emission) implements Opened<R> {}

    /** A publisher that nobody has subscribed to yet. */
    record Published<R>(Flow.Publisher<R> publisher) implements Opened<R> {}
}
