package org.cqrsjakarta.internal.stream;

import java.lang.ref.Reference;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run as a {@link Stream}: whoever pulls the stream runs the handlers. Nothing that the run reaches holds it, so that it
 * is found where its consumer walks away without a word.
 */
public final class PulledStream<R> implements Spliterator<R> {

    private final StreamRun<R> run;

    /** Where it was opened; {@code null} where that is not recorded. */
    private final @Nullable String place;

    private boolean watched;

    private PulledStream(StreamRun<R> run) {
        this.run = run;
        this.place =
                run.engine().open().abandoned().placeOfOpening(run.request().getClass());
    }

    /**
     * Wraps a run.
     *
     * @param run not started
     * @return the stream; closing it closes the run
     */
    public static <R> Stream<R> of(StreamRun<R> run) {
        PulledStream<R> pulled = new PulledStream<>(run);
        return StreamSupport.stream(pulled, false).onClose(new Closing(pulled));
    }

    /**
     * A named class, as all that ends a run: it may be needed first on a stack that is exhausted. Whoever can close the
     * stream has not abandoned it, so this holds what is watched.
     */
    private record Closing(PulledStream<?> pulled) implements Runnable {
        @Override
        public void run() {
            pulled.run.close();
        }
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    /**
     * Never splits. The inherited way reads items ahead into an array for another thread, and loses them where the source
     * fails meanwhile; and one run is consumed by one thread.
     */
    @Override
    public @Nullable Spliterator<R> trySplit() {
        return null;
    }

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
        try {
            R item = run.next();
            if (item == null) {
                return false;
            }
            watch();
            handOn(item, action);
            return true;
        } finally {
            // Its consumer may have no further use for it, and is not to lose this item.
            Reference.reachabilityFence(this);
        }
    }

    /** Only whoever takes items one by one can walk away in between. */
    private void watch() {
        if (!watched) {
            watched = true;
            run.engine().open().abandoned().watch(this, run, place);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void handOn(R item, Consumer<? super R> action) {
        try {
            action.accept(item);
        } catch (Throwable failure) {
            run.close();
            throw failure;
        }
    }

    /** One entry into the stream's contexts serves all items, and handlers that push do so on this thread. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public void forEachRemaining(Consumer<? super R> action) {
        try {
            run.forEachRemaining(action);
        } catch (Throwable failure) {
            // No further item can be asked for, and a consumer that failed seldom gets to closing.
            run.close();
            throw failure;
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
