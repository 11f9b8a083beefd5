package org.cqrsjakarta.internal.stream;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A run as a {@link Stream}: whoever pulls the stream runs the handlers. */
public final class PulledStream<R> extends Spliterators.AbstractSpliterator<R> {

    private final StreamRun<R> run;

    private PulledStream(StreamRun<R> run) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.run = run;
    }

    /**
     * Wraps a run.
     *
     * @param run not started
     * @return the stream; closing it closes the run
     */
    public static <R> Stream<R> of(StreamRun<R> run) {
        return StreamSupport.stream(new PulledStream<>(run), false).onClose(run::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
        R item = run.next();
        if (item == null) {
            return false;
        }
        closingOnFailure(() -> action.accept(item));
        return true;
    }

    /** One entry into the stream's contexts serves all items, and handlers that push do so on this thread. */
    @Override
    public void forEachRemaining(Consumer<? super R> action) {
        closingOnFailure(() -> run.forEachRemaining(action));
    }

    /** After a failure no further item can be asked for, and a consumer that failed seldom gets to closing. */
    @SuppressWarnings("IllegalCatch")
    private void closingOnFailure(Runnable consumption) {
        try {
            consumption.run();
        } catch (Throwable failure) {
            run.close();
            throw failure;
        }
    }
}
