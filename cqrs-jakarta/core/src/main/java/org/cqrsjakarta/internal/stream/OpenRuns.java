package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.Time;

/** The runs of one application that have started and not ended. Callable from any thread. */
public final class OpenRuns {

    private final Set<StreamRun<?>> runs = ConcurrentHashMap.newKeySet();

    private final AbandonedStreams abandoned = new AbandonedStreams();

    /** Those among them that nobody can consume any more. */
    AbandonedStreams abandoned() {
        return abandoned;
    }

    void add(StreamRun<?> run) {
        runs.add(run);
    }

    void remove(StreamRun<?> run) {
        runs.remove(run);
    }

    /**
     * Shows those that run.
     *
     * @param action is given each, in no order; one that starts or ends meanwhile perhaps
     */
    public void forEach(Consumer<StreamRun<?>> action) {
        runs.forEach(action);
    }

    @Override
    public String toString() {
        return runs.size() + " open";
    }

    /**
     * The application stops: every handler is released, and whoever consumes is told. Waits a bounded while for handlers
     * that do not let themselves be closed, and names them in the log.
     *
     * @param threads on which they are closed, side by side
     * @param time    bounds it; to be a clock that goes by itself
     */
    public void closeAll(Threads threads, Time time) {
        abandoned.stop();
        // What has served nobody stops without another class: its loader may be closed.
        if (!runs.isEmpty()) {
            new Stop(threads, time).close(List.copyOf(runs));
        }
    }
}
