package org.cqrsjakarta.internal.wire;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The server's thread that serves a request, and when it is done with it. A resource method that has returned is not yet
 * that: the server then commits the response and hands it over to its sink, on the same thread.
 */
public final class ServerThread {

    /** Holds nothing of the application's own types: the threads are the server's, and outlive it. */
    private static final ThreadLocal<@Nullable CompletableFuture<@Nullable Void>> CURRENT = new ThreadLocal<>();

    private ServerThread() {}

    /**
     * A request begins on this thread.
     *
     * @return whether it does; {@code false} within another one, as when it is forwarded
     */
    public static boolean enter() {
        if (CURRENT.get() != null) {
            return false;
        }
        CURRENT.set(new CompletableFuture<>());
        return true;
    }

    /** The server's code for the request has returned on this thread. */
    public static void leave() {
        CompletableFuture<@Nullable Void> done = CURRENT.get();
        CURRENT.remove();
        if (done != null) {
            done.complete(null);
        }
    }

    /**
     * Has a task run when this thread is done with its request: at once where it has none that was seen to begin.
     *
     * @param task must return soon, and throws nothing
     */
    public static void whenDone(Runnable task) {
        CompletableFuture<@Nullable Void> done = CURRENT.get();
        if (done == null) {
            task.run();
        } else {
            var unused = done.thenRun(task);
        }
    }
}
