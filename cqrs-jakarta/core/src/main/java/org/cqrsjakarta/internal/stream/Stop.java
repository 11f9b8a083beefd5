package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.Time;

/**
 * End of all runs of an application that stops. Each is closed on a thread of its own: any of them may hang in what its
 * handler does then, and neither the others nor the application wait for that one longer than they must. Used once.
 */
final class Stop {

    /**
     * Longest time that a stop waits: fifty times as long as a handler has for coming out, and short beside the half minute
     * that is left to an application as a rule, of which its clients may have had ten seconds.
     */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int NAMED = 10;

    private final Threads threads;
    private final Time time;
    private final Set<StreamRun<?>> hanging = ConcurrentHashMap.newKeySet();
    private final Over over = new Over();

    /** The latch that ends the waiting: when all are closed, or when the alarm rings. */
    private static final class Over extends CountDownLatch implements Runnable {

        Over() {
            super(1);
        }

        @Override
        public void run() {
            countDown();
        }
    }

    Stop(Threads threads, Time time) {
        this.threads = threads;
        this.time = time;
    }

    /** Returns when all are closed, or patience is over. */
    void close(Collection<StreamRun<?>> runs) {
        if (runs.isEmpty()) {
            // The last one has ended meanwhile, and nobody is left to say so.
            return;
        }
        hanging.addAll(runs);
        for (StreamRun<?> run : runs) {
            threads.startOrRun("cqrs-stop-" + run.id(), new Closing(run));
        }
        Time.Alarm alarm = time.schedule(PATIENCE, over);
        awaitUninterruptibly();
        alarm.cancel();
        tellOf(Set.copyOf(hanging));
    }

    private final class Closing implements Runnable {

        private final StreamRun<?> run;

        Closing(StreamRun<?> run) {
            this.run = run;
        }

        @Override
        @SuppressWarnings("IllegalCatch")
        public void run() {
            try {
                run.close();
            } catch (Throwable e) {
                StreamLog.LOG.closingFailed(run.id(), lastHandlerOf(run), e);
            } finally {
                hanging.remove(run);
                if (hanging.isEmpty()) {
                    over.countDown();
                }
            }
        }
    }

    /** It is bounded, and handlers had better be closed before what they use goes. */
    private void awaitUninterruptibly() {
        boolean interrupted = false;
        boolean waits = true;
        while (waits) {
            try {
                over.await();
                waits = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tellOf(Set<StreamRun<?>> left) {
        if (left.isEmpty()) {
            return;
        }
        String named = left.stream()
                .map(run -> run.id() + " of '" + lastHandlerOf(run) + "'")
                .sorted()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        int more = left.size() - NAMED;
        StreamLog.LOG.hangsAtStop(left.size(), PATIENCE, more > 0 ? named + " and " + more + " more" : named);
    }

    private static String lastHandlerOf(StreamRun<?> run) {
        return run.steps().isEmpty() ? "no handler yet" : run.steps().getLast();
    }
}
