package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cqrsjakarta.spi.Time;

/**
 * The end of all deliveries when the application stops: no stream is opened any more, clients are told, and what has not
 * ended in time is closed. Each stream has a thread of its own for that: a client that does not read, or a handler that does
 * not let itself be closed, would have all others wait.
 */
final class Drain {

    /** How long handlers may take that are closed because time was up. */
    static final Duration CLOSING = Duration.ofSeconds(5);

    private Drain() {}

    /**
     * Runs it.
     *
     * @param delivery whose registry has stopped
     * @param clock    measures how long it may take
     * @param streams  those that it had: returns when they are over, or do not come to their end
     */
    static void run(DeliveryContext delivery, Time clock, List<OpenDelivery> streams) {
        CompletableFuture<Void> drained = delivery.registry().drained();
        Duration timeout = delivery.rules().stop().timeout();
        DeliveryLog.LOG.draining(streams.size(), timeout);
        CompletableFuture<Void> over = drained.copy();
        // Time counts from before the first client is told.
        Time.Alarm alarm = clock.schedule(timeout, () -> over.complete(null));
        streams.forEach(stream -> delivery.threads().startOrRun("cqrs-drain-" + stream.id(), stream::drain));
        over.join();
        alarm.cancel();
        int open = delivery.registry().openStreams();
        if (open > 0) {
            DeliveryLog.LOG.notDrained(open, timeout);
        }
        closeAll(streams, delivery, clock, drained);
    }

    private static void closeAll(
            List<OpenDelivery> streams, DeliveryContext delivery, Time clock, CompletableFuture<Void> drained) {
        CompletableFuture<Void> over = drained.copy();
        CompletableFuture<?>[] closing = streams.stream()
                .map(stream -> {
                    CompletableFuture<Void> closed = new CompletableFuture<>();
                    delivery.threads().startOrRun("cqrs-leave-" + stream.id(), () -> {
                        try {
                            stream.close();
                        } finally {
                            closed.complete(null);
                        }
                    });
                    return closed;
                })
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(closing).thenCombine(over, (one, other) -> null);
        Time.Alarm alarm = clock.schedule(CLOSING, () -> all.complete(null));
        all.join();
        alarm.cancel();
    }
}
