package org.cqrsjakarta.internal.time;

/** Starts the threads of streams. */
@FunctionalInterface
public interface Threads {

    /** Virtual threads, which inherit nothing from the one that starts them. */
    Threads VIRTUAL = (name, task) ->
            Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).start(task);

    /**
     * Starts a thread.
     *
     * @param name names the stream, and what is done for it
     * @param task what it runs; throws nothing
     * @return the thread, started
     */
    Thread start(String name, Runnable task);

    /**
     * Has something done that must be done, and should not keep this thread: it does when no other can be started, as without
     * memory.
     *
     * @param name names the thread
     * @param task what is done; throws nothing
     */
    @SuppressWarnings("IllegalCatch")
    default void startOrRun(String name, Runnable task) {
        try {
            var unused = start(name, task);
        } catch (RuntimeException | Error e) {
            task.run();
        }
    }
}
