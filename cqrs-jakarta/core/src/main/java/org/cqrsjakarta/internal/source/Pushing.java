package org.cqrsjakarta.internal.source;

import java.util.function.Consumer;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/**
 * Items on their way from a source that pushes to a sink, on one thread. The first thing that the sink throws is the end:
 * no further item reaches it, whatever the source makes of that.
 *
 * @param <R> type of the items
 */
final class Pushing<R> implements Consumer<@Nullable R> {

    private final String handler;
    private final Source.Sink<R> sink;
    private final RaisedEvents raised;
    private final Thread thread = Thread.currentThread();
    private long position;
    private volatile @Nullable Throwable refusal;

    /**
     * Prepares it.
     *
     * @param handler name of the handler, for messages
     * @param sink    takes the items; what it throws ends the source
     * @param raised  into which the handler raises
     * @param from    how many items the handler has given before
     */
    Pushing(String handler, Source.Sink<R> sink, RaisedEvents raised, long from) {
        this.handler = handler;
        this.sink = sink;
        this.raised = raised;
        this.position = from;
    }

    /**
     * Gives an item of a stream to the sink. What the stream does wrong is its end, even if it makes nothing of that.
     *
     * @throws RuntimeException as {@link #push}
     */
    @Override
    public void accept(@Nullable R item) {
        if (Thread.currentThread() != thread) {
            throw refused(SourceMessages.MESSAGES.givenOnOtherThread(
                    handler, Thread.currentThread().getName(), thread.getName()));
        }
        if (item == null && refusal == null) {
            throw refused(SourceMessages.MESSAGES.nullItem(handler, position));
        }
        push(item);
    }

    /**
     * Gives an item to the sink, on the thread that has begun to push.
     *
     * @throws java.util.concurrent.CancellationException if the sink wants no further item; not the sink's own failure,
     *     which the handler could take for one of its source
     */
    @SuppressWarnings("IllegalCatch")
    void push(@Nullable R item) {
        if (refusal != null) {
            throw SourceMessages.MESSAGES.notWanted(handler);
        }
        if (item == null) {
            throw SourceMessages.MESSAGES.nullItem(handler, position);
        }
        position++;
        try {
            sink.accept(item, raised.take());
        } catch (Throwable e) {
            refusal = e;
            throw SourceMessages.MESSAGES.notWanted(handler);
        }
    }

    /** Whether the sink has thrown: no item reaches it any more. */
    boolean isRefused() {
        return refusal != null;
    }

    private RuntimeException refused(RuntimeException wrong) {
        if (refusal == null) {
            refusal = wrong;
        }
        return wrong;
    }

    /**
     * The source has come to its end.
     *
     * @param thrown what it threw; {@code null} if nothing
     * @throws Throwable what the sink threw, whatever the source made of it; else what the source threw
     */
    void end(@Nullable Throwable thrown) throws Throwable {
        Throwable first = refusal;
        if (first != null) {
            throw first;
        }
        if (thrown != null) {
            throw thrown;
        }
    }
}
