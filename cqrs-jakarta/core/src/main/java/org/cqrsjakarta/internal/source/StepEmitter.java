package org.cqrsjakarta.internal.source;

import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.jspecify.annotations.Nullable;

/** The emitter of one call of {@code handle}: lives as long as that call, and on its thread. */
public final class StepEmitter<R> implements Emitter<R> {

    private final String handler;
    private final ItemSink<R> sink;
    private final RaisedEvents raised;
    private final Raising raising;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;
    private long position;
    private @Nullable Throwable refusal;

    /**
     * Creates the emitter for a call on this thread.
     *
     * @param handler name of the handler, for messages
     * @param sink    takes the items; what it throws ends the emission
     * @param raised  into which the handler raises
     * @param raising of this thread, raising into {@code raised}
     */
    public StepEmitter(String handler, ItemSink<R> sink, RaisedEvents raised, Raising raising) {
        this.handler = handler;
        this.sink = sink;
        this.raised = raised;
        this.raising = raising;
    }

    /**
     * Makes the call.
     *
     * @throws Throwable what the sink threw, whatever the handler made of it; else what the handler threw
     */
    @SuppressWarnings("IllegalCatch")
    public void run(Emission<R> emission) throws Throwable {
        try {
            emission.to(this);
        } catch (Throwable e) {
            throw refusal == null ? e : refusal;
        } finally {
            over = true;
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void emit(R item) {
        if (over) {
            throw SourceMessages.MESSAGES.emittedAfterTheEnd(handler);
        }
        if (Thread.currentThread() != thread) {
            throw SourceMessages.MESSAGES.emittedOnOtherThread(
                    handler, Thread.currentThread().getName(), thread.getName());
        }
        if (refusal != null) {
            throw SourceMessages.MESSAGES.notWanted(handler);
        }
        if (item == null) {
            throw SourceMessages.MESSAGES.nullItem(handler, position);
        }
        position++;
        raising.into(null);
        try {
            sink.accept(item, raised.take());
        } catch (Throwable e) {
            refusal = e;
            // Not the sink's own failure, which the handler could take for one of its source.
            throw SourceMessages.MESSAGES.notWanted(handler);
        } finally {
            raising.into(raised);
        }
    }
}
