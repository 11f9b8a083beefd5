package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cqrsjakarta.spi.Time;

/**
 * The end of all deliveries when the application stops: no stream is opened any more, clients are told, and what has not
 * ended in time is closed. Whose handlers have come to their end is closed a while later: its clients take what is left, and
 * the end. Each stream has a thread of its own for that: a client that does not read, or a handler that does
 * not let itself be closed, would have all others wait.
 */
final class Drain {

    /** How long handlers may take that are closed because time was up, and clients for the end of what has ended. */
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
        closeAll(streams.stream().filter(stream -> !stream.tellsItsEnd()).toList(), delivery, clock);
        // Nothing of those runs any more: they have waited for their clients.
        delivery.registry().all().forEach(OpenDelivery::closeApart);
    }

    /** Closes these, and waits until they and all others are over. */
    private static void closeAll(List<OpenDelivery> streams, DeliveryContext delivery, Time clock) {
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
        CompletableFuture<?> all = CompletableFuture.allOf(
                CompletableFuture.allOf(closing),
                delivery.registry().drained(),
                delivery.registry().forgotten());
        CompletableFuture<Void> over = all.thenRun(() -> {});
        Time.Alarm alarm = clock.schedule(CLOSING, () -> over.complete(null));
        over.join();
        alarm.cancel();
    }
}
