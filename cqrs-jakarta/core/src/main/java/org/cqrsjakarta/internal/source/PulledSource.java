package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/** A stream, pulled where it is consumed. Closing it is its owner's part. */
public final class PulledSource<R> implements Source<R> {

    private final String handler;
    private final Spliterator<R> items;
    private final RaisedEvents raised;
    private final Consumer<R> slot = this::take;
    private @Nullable R pulled;
    private boolean taken;
    private long position;

    /** Thrown by the stream together with an item: the item goes first. */
    private @Nullable Throwable held;

    /**
     * Wraps a stream.
     *
     * @param handler name of its handler, for messages
     * @param stream  not consumed yet
     * @param raised  into which its handler raises
     */
    public PulledSource(String handler, Stream<R> stream, RaisedEvents raised) {
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
        taken = false;
        try {
            if (!items.tryAdvance(slot)) {
                return null;
            }
        } catch (Throwable e) {
            if (!taken) {
                throw e;
            }
            held = e;
        }
        R item = pulled;
        pulled = null;
        if (item == null) {
            throw SourceMessages.MESSAGES.nullItem(handler, position);
        }
        position++;
        return item;
    }

    @Override
    public List<Object> events() {
        return raised.take();
    }

    private void take(R item) {
        pulled = item;
        taken = true;
    }
}
