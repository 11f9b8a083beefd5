package org.cqrsjakarta.benchmarks;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** Asks for an item when it has had the one before. */
final class OneByOne implements Flow.Subscriber<Integer> {

    private final Blackhole consumer;
    private Flow.@Nullable Subscription subscription;

    OneByOne(Blackhole consumer) {
        this.consumer = consumer;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(Integer item) {
        consumer.consume(item);
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException(failure);
    }

    @Override
    public void onComplete() {}
}
