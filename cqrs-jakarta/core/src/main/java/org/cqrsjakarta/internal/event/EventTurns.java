package org.cqrsjakarta.internal.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** Publishes domain events, turn by turn: those that belong to one item, and what their observers raise. */
public final class EventTurns {

    private final Consumer<Object> observers;
    private final int concurrency;

    /**
     * Creates the publisher of one application.
     *
     * @param observers   fires an event; may throw what an observer throws
     * @param concurrency how many events are fired at a time, 1 or more; 1: in order, on the stream's thread
     */
    public EventTurns(Consumer<Object> observers, int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency = " + concurrency + ", allowed: 1 or more");
        }
        this.observers = observers;
        this.concurrency = concurrency;
    }

    /**
     * Publishes one turn. Returns when every observer has returned; never throws what one throws.
     *
     * @param events  what was raised, in order
     * @param threads starts a task on a thread with the contexts of the stream
     */
    public void publish(List<Object> events, Function<Runnable, Thread> threads) {
        RaisedEvents followUps = new RaisedEvents();
        for (List<Object> round = events; !round.isEmpty(); round = followUps.take()) {
            if (round.size() == 1 || concurrency == 1) {
                fire(new ConcurrentLinkedQueue<>(round), followUps);
            } else {
                fireTogether(round, followUps, threads);
            }
        }
    }

    private void fireTogether(List<Object> round, RaisedEvents followUps, Function<Runnable, Thread> threads) {
        Queue<Object> waiting = new ConcurrentLinkedQueue<>(round);
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(concurrency, round.size()); i++) {
            helpers.add(threads.apply(() -> fire(waiting, followUps)));
        }
        fire(waiting, followUps);
        helpers.forEach(EventTurns::awaitEnd);
    }

    @SuppressWarnings("IllegalCatch")
    private void fire(Queue<Object> waiting, RaisedEvents followUps) {
        Raising raising = Raising.here();
        RaisedEvents before = raising.into(followUps);
        try {
            for (Object event = waiting.poll(); event != null; event = waiting.poll()) {
                try {
                    observers.accept(event);
                } catch (Throwable e) {
                    EventLog.LOG.observerFailed(event.getClass().getName(), e);
                }
            }
        } finally {
            raising.into(before);
        }
    }

    /** Also when this thread is interrupted: the item must not overtake its events. */
    private static void awaitEnd(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
