package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.function.Consumer;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.source.Source;
import org.jspecify.annotations.Nullable;

/** Hands the items of one step on to whoever consumes them all, and tells its failures from the source's. */
final class Handing<R> implements Source.Sink<R> {

    private final Step<R> step;
    private final Progress<R> progress;
    private final boolean clearsInterrupts;
    private final Consumer<? super R> action;
    private @Nullable Throwable failure;

    /**
     * Begins it.
     *
     * @param step             whose items they are
     * @param progress         of the run
     * @param clearsInterrupts that a handler has left on this thread, which belongs to the stream
     * @param action           is given each item
     */
    Handing(Step<R> step, Progress<R> progress, boolean clearsInterrupts, Consumer<? super R> action) {
        this.step = step;
        this.progress = progress;
        this.clearsInterrupts = clearsInterrupts;
        this.action = action;
    }

    /** Whether it was the consumer that has thrown this. */
    boolean hasThrown(Throwable thrown) {
        return thrown == failure;
    }

    /** That the step was not left is known to whoever gives the item. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public void accept(R item, List<Object> events) {
        try {
            if (clearsInterrupts) {
                Thread.interrupted();
            }
            progress.handOn(item, events, step);
            action.accept(item);
        } catch (Throwable e) {
            failure = e;
            throw e;
        }
    }
}
