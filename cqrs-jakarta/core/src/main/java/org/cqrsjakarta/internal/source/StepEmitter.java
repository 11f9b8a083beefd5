package org.cqrsjakarta.internal.source;

import java.util.Objects;
import org.cqrsjakarta.Emitter;

/** The emitter of one call of {@code handle}: takes items as long as that call lasts, and on its thread. */
final class StepEmitter<R> implements Emitter<R> {

    private final Sources made;
    private final Pushing<R> pushing;
    private final Sources.Ending ending;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    /**
     * Creates the emitter for a call on this thread.
     *
     * @param made   what it needs to know
     * @param sink   takes the items; what it throws ends the emission
     * @param ending of its step
     */
    StepEmitter(Sources made, Source.Sink<R> sink, Sources.Ending ending) {
        this.made = made;
        this.pushing = new Pushing<>(made.handler(), sink, made.raised(), 0);
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
            throw SourceMessages.MESSAGES.emittedAfterTheEnd(made.handler());
        }
        if (Thread.currentThread() != thread) {
            throw SourceMessages.MESSAGES.emittedOnOtherThread(
                    made.handler(), Thread.currentThread().getName(), thread.getName());
        }
        pushing.push(item);
    }

    @Override
    public boolean isCancelled() {
        return over || pushing.isRefused() || made.occupancy().isLeft();
    }

    @Override
    public void onTermination(Runnable action) {
        ending.add(Objects.requireNonNull(action, "action"));
    }
}
