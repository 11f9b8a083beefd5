package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/**
 * A stream, run where it is consumed: pulled item by item, or, as a whole, pushed by the stream itself. Closing it is its
 * owner's part.
 */
final class PulledSource<R> implements Source<R> {

    private final String handler;
    private final Spliterator<R> items;
    private final RaisedEvents raised;
    /** Made when the first item is taken alone: most streams are pushed. */
    private @Nullable Slot<R> slot;

    private long position;

    /** Thrown by the stream together with an item: the item goes first. */
    private @Nullable Throwable held;

    /** Takes one item from the stream. */
    private static final class Slot<R> implements Consumer<R> {

        private @Nullable R item;
        private boolean filled;

        @Override
        public void accept(R given) {
            item = given;
            filled = true;
        }

        @Nullable
        R emptied() {
            R taken = item;
            item = null;
            filled = false;
            return taken;
        }
    }

    /**
     * Wraps a stream.
     *
     * @param handler name of its handler, for messages
     * @param stream  not consumed yet
     * @param raised  into which its handler raises
     */
    PulledSource(String handler, Stream<R> stream, RaisedEvents raised) {
        this.handler = handler;
        this.items = stream.spliterator();
        this.raised = raised;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public @Nullable R next() throws Throwable {
        if (held != null) {
            throw held;
        }
        Slot<R> taking = slot();
        try {
            if (!items.tryAdvance(taking)) {
                return null;
            }
        } catch (Throwable e) {
            if (!taking.filled) {
                throw e;
            }
            held = e;
        }
        R item = taking.emptied();
        if (item == null) {
            throw SourceMessages.MESSAGES.nullItem(handler, position);
        }
        position++;
        return item;
    }

    private Slot<R> slot() {
        Slot<R> made = slot;
        if (made == null) {
            made = new Slot<>();
            slot = made;
        }
        return made;
    }

    @Override
    public List<Object> events() {
        return raised.take();
    }

    /**
     * Gives all items that were not taken to a sink, on this thread, as the stream pushes them: one with a
     * {@code flatMap} reads an inner stream whole where it is pulled.
     *
     * @throws Throwable what the sink threw, whatever the stream made of it; else what the stream threw
     */
    @SuppressWarnings("IllegalCatch")
    @Override
    public void forEachRemaining(Source.Sink<R> sink) throws Throwable {
        Throwable thrown = held;
        Pushing<R> pushing = new Pushing<>(handler, sink, raised, position);
        if (thrown == null) {
            try {
                items.forEachRemaining(pushing);
            } catch (Throwable e) {
                thrown = e;
            }
        }
        pushing.end(thrown);
    }
}
