package org.cqrsjakarta.internal.source;

import java.util.Objects;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.internal.event.RaisedEvents;

/** The emitter of one call of {@code handle}: takes items as long as that call lasts, and on its thread. */
final class StepEmitter<R> implements Emitter<R> {

    private final String handler;
    private final Occupancy occupancy;
    private final Pushing<R> pushing;
    private final Sources.Ending ending;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    /**
     * Creates the emitter for a call on this thread.
     *
     * @param handler   name of the handler, for messages
     * @param raised    into which it raises
     * @param occupancy of the handler
     * @param sink      takes the items; what it throws ends the emission
     * @param ending    of its step
     */
    StepEmitter(String handler, RaisedEvents raised, Occupancy occupancy, Source.Sink<R> sink, Sources.Ending ending) {
        this.handler = handler;
        this.occupancy = occupancy;
        this.pushing = new Pushing<>(handler, sink, raised, 0);
        this.ending = ending;
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

    @Override
    public boolean isCancelled() {
        return over || pushing.isRefused() || occupancy.isLeft();
    }

    @Override
    public void onTermination(Runnable action) {
        ending.add(Objects.requireNonNull(action, "action"));
    }
}
