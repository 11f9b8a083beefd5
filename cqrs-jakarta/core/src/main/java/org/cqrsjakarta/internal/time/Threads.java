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
}
