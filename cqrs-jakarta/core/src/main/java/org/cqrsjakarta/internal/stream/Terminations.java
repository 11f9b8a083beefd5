package org.cqrsjakarta.internal.stream;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.internal.chain.Causes;
import org.jspecify.annotations.Nullable;

/**
 * What an emitting handler wants to be done at the end of its step: closed as a stream is, whose {@code onClose} runs what
 * was registered in that order, all of it, whatever one of them throws. Callable from any thread.
 */
final class Terminations implements AutoCloseable {

    /** {@code null} once it is closed. */
    private @Nullable List<Runnable> actions = new ArrayList<>(1);

    /**
     * Takes an action up.
     *
     * @return {@code false} if it is too late: whoever registers it has to run it
     */
    synchronized boolean add(Runnable action) {
        List<Runnable> open = actions;
        return open != null && open.add(action);
    }

    /** Throws what the first failing action threw, with what others threw suppressed. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public void close() {
        List<Runnable> last = end();
        Throwable failure = null;
        // A loop: the first end may come on a stack that is exhausted, where no lambda can be linked.
        for (int i = 0; i < last.size(); i++) {
            try {
                last.get(i).run();
            } catch (Throwable e) {
                if (failure == null) {
                    failure = e;
                } else {
                    Causes.suppress(failure, e);
                }
            }
        }
        if (failure != null) {
            throw Causes.<RuntimeException>rethrow(failure);
        }
    }

    private synchronized List<Runnable> end() {
        List<Runnable> last = actions;
        actions = null;
        return last == null ? List.of() : last;
    }
}
