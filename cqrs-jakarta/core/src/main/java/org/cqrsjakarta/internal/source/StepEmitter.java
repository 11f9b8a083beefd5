package org.cqrsjakarta.internal.source;

import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.internal.event.RaisedEvents;

/** The emitter of one call of {@code handle}: lives as long as that call, and on its thread. */
final class StepEmitter<R> implements Emitter<R> {

    private final String handler;
    private final Pushing<R> pushing;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    /**
     * Creates the emitter for a call on this thread.
     *
     * @param handler name of the handler, for messages
     * @param sink    takes the items; what it throws ends the emission
     * @param raised  into which the handler raises
     */
    StepEmitter(String handler, Source.Sink<R> sink, RaisedEvents raised) {
        this.handler = handler;
        this.pushing = new Pushing<>(handler, sink, raised, 0);
    }

    /**
     * Makes the call.
     *
     * @throws Throwable what the sink threw, whatever the handler made of it; else what the handler threw
     */
    @SuppressWarnings("IllegalCatch")
    void run(Opened.Emission<R> emission) throws Throwable {
        Throwable thrown = null;
        try {
            emission.to(this);
        } catch (Throwable e) {
            thrown = e;
        } finally {
            over = true;
        }
        pushing.end(thrown);
    }

    @Override
    public void emit(R item) {
        if (over) {
            throw SourceMessages.MESSAGES.emittedAfterTheEnd(handler);
        }
        if (Thread.currentThread() != thread) {
            throw SourceMessages.MESSAGES.emittedOnOtherThread(
                    handler, Thread.currentThread().getName(), thread.getName());
        }
        pushing.push(item);
    }
}
