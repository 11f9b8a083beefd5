package org.cqrsjakarta.internal.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cqrsjakarta.internal.time.Threads;

/** Threads of which one may ask whether all of them wait. */
public final class WatchedThreads implements Threads {

    private final Threads threads;
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    public WatchedThreads(Threads threads) {
        this.threads = threads;
    }

    @Override
    public Thread start(String name, Runnable task) {
        Thread thread = threads.start(name, task);
        started.add(thread);
        return thread;
    }

    /** Whether one of this name runs. */
    boolean isRunning(String name) {
        return started.stream()
                .anyMatch(thread -> thread.isAlive() && thread.getName().equals(name));
    }

    /** Whether each of them waits for something, or is over: what they have been told to do is done. */
    public boolean areAtRest() {
        started.removeIf(thread -> !thread.isAlive());
        return started.stream().allMatch(thread -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        });
    }
}
