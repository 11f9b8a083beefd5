package org.cqrsjakarta.internal.stream;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cqrsjakarta.internal.time.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Streams of one application that were consumed in part, and that nobody can reach any more: their runs are closed, and
 * the log says where they came from. One thread waits for the garbage collector to find them.
 *
 * <p>To know where a stream was opened takes microseconds, so that is recorded only for requests of which one was
 * abandoned before. A watched run keeps its own reference, and there is no list with a lock that all streams share, as
 * a {@link java.lang.ref.Cleaner} has it: 10 to 18 ns a stream instead of 34 without contention, JDK 25, and nothing to call
 * off at a stream's end. Its thread, too, ends with the application, and not some time after it.
 */
final class AbandonedStreams {

    private final ReferenceQueue<PulledStream<?>> queue = new ReferenceQueue<>();
    private final Set<Class<?>> suspects = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread watcher;
    private boolean stopped;

    /** The place at which a stream of such a request is being opened; {@code null} where that is not recorded. */
    @Nullable
    String placeOfOpening(Class<?> request) {
        return !suspects.isEmpty() && suspects.contains(request) ? CreationPlace.ofThisCall() : null;
    }

    /**
     * Watches a stream from now on.
     *
     * @param place at which it was opened; {@code null} where that was not recorded
     */
    void watch(PulledStream<?> stream, StreamRun<?> run, @Nullable String place) {
        run.watchedBy(new WatchedStream(stream, run, place, queue));
        if (watcher == null) {
            start();
        }
    }

    private synchronized void start() {
        if (watcher == null && !stopped) {
            watcher = Threads.VIRTUAL.start("cqrs-abandoned", new Watching());
        }
    }

    /** The application stops, and closes what is open in another way. */
    synchronized void stop() {
        stopped = true;
        Thread running = watcher;
        if (running != null) {
            running.interrupt();
        }
    }

    /** The thread that waits, for tests; {@code null} before the first stream. */
    @Nullable
    Thread watcher() {
        return watcher;
    }

    private final class Watching implements Runnable {
        @Override
        @SuppressWarnings("IllegalCatch")
        public void run() {
            while (true) {
                try {
                    Reference<? extends PulledStream<?>> unreachable = queue.remove();
                    found((WatchedStream) unreachable);
                } catch (InterruptedException stop) {
                    return;
                } catch (Throwable e) {
                    StreamLog.LOG.debug("An abandoned stream could not be closed", e);
                }
            }
        }
    }

    /** The stream is unreachable; nothing is to be done if its run was over before. */
    void found(WatchedStream abandoned) {
        StreamRun<?> run = abandoned.run();
        if (run.isOver()) {
            return;
        }
        tell(run, abandoned.place());
        // Not here: its handler may hang, and another be found behind it.
        run.engine().threads().startOrRun("cqrs-abandoned-" + run.id(), new Closing(run));
    }

    private void tell(StreamRun<?> run, @Nullable String place) {
        Class<?> request = run.request().getClass();
        if (place == null) {
            if (suspects.add(request)) {
                StreamLog.LOG.abandoned(run.id(), request.getName(), run.position());
            } else {
                StreamLog.LOG.debugf("Stream %s was abandoned, too", run.id());
            }
        } else if (told.add(place)) {
            StreamLog.LOG.abandonedAt(run.id(), request.getName(), place, run.position());
        } else {
            StreamLog.LOG.debugf("Stream %s was abandoned, too, opened at %s", run.id(), place);
        }
    }

    private record Closing(StreamRun<?> left) implements Runnable {
        @Override
        @SuppressWarnings("IllegalCatch")
        public void run() {
            try {
                left.close();
            } catch (Throwable e) {
                StreamLog.LOG.closingFailed(left.id(), "an abandoned stream", e);
            }
        }
    }
}
