package org.cqrsjakarta.internal.stream;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.time.Threads;

/**
 * A chain as a publisher (Reactive Streams 1.0.4). Cold: each subscriber gets a run of its own, which starts with its
 * first request.
 *
 * @param <R> type of the items
 */
public final class RunPublisher<R> implements Flow.Publisher<R> {

    private final Supplier<StreamRun<R>> runs;
    private final Threads threads;

    /**
     * Creates the publisher.
     *
     * @param runs    prepares a run for one subscriber
     * @param threads start the one that runs it
     */
    public RunPublisher(Supplier<StreamRun<R>> runs, Threads threads) {
        this.runs = runs;
        this.threads = threads;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super R> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        new RunSubscription<R>(subscriber, runs.get(), threads).introduce(subscriber);
    }
}
