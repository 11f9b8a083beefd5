package org.cqrsjakarta.internal.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The runs of one application that have started and not ended. Callable from any thread. */
public final class OpenRuns {

    private final Set<StreamRun<?>> runs = ConcurrentHashMap.newKeySet();

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

    /** The application stops: every handler is released, and whoever consumes is told. */
    @SuppressWarnings("IllegalCatch")
    public void closeAll() {
        for (StreamRun<?> run : runs) {
            try {
                run.close();
            } catch (RuntimeException e) {
                StreamLog.LOG.closingFailed(run.id(), "every handler", e);
            }
        }
    }
}
