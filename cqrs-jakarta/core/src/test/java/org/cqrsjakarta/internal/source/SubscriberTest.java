package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a publisher signals, in order and out of order, and what it is asked for. */
class SubscriberTest {

    private final List<Object> signals = new ArrayList<>();
    private final List<Long> requests = new ArrayList<>();
    private int cancellations;
    private final RaisedEvents raised = new RaisedEvents();
    private final Subscriber<Integer> subscriber = new Subscriber<>("Live", raised, new Subscriber.Signals<>() {
        @Override
        public void item(Integer item, List<Object> events) {
            signals.add(item);
            signals.addAll(events);
        }

        @Override
        public void over(@Nullable Throwable failure) {
            signals.add(failure == null ? "complete" : failure);
        }
    });

    private final Flow.Subscription subscription = new Flow.Subscription() {
        @Override
        public void request(long items) {
            requests.add(items);
        }

        @Override
        public void cancel() {
            cancellations++;
        }
    };

    private void give(int items) {
        for (int i = 0; i < items; i++) {
            subscriber.onNext(i);
        }
    }

    @Test
    void asksForSoManyAndThenForWhatItIsTold() {
        subscriber.request(5);
        assertThat(requests).as("before it has begun").isEmpty();
        subscriber.onSubscribe(subscription);
        subscriber.request(32);
        assertThat(requests).containsExactly((long) Subscriber.AHEAD, 32L);
        give(Subscriber.AHEAD + 32);
        assertThat(signals).hasSize(Subscriber.AHEAD + 32);
        subscriber.onNext(1);
        assertThat(signals.getLast()).asString().contains("CQRS00804");
        assertThat(cancellations).isEqualTo(1);
        subscriber.request(1);
        assertThat(requests).as("after the end").hasSize(2);
    }

    @Test
    void aSecondSubscriptionIsCancelledAndTheFirstGoesOn() {
        subscriber.onSubscribe(subscription);
        subscriber.onSubscribe(subscription);
        assertThat(cancellations).isEqualTo(1);
        assertThat(requests).hasSize(1);
        give(1);
        assertThat(signals).containsExactly(0);
    }

    @Test
    void whatWasRaisedForAnItemAfterTheEndGoesWithIt() {
        subscriber.onSubscribe(subscription);
        subscriber.onComplete();
        new InjectedDomainEvents(raised).raise("of the item that nobody gets");
        subscriber.onNext(1);
        assertThat(signals).containsExactly("complete");
        assertThat(raised.take()).isEmpty();
    }

    @Test
    void eventsComeWithTheirItem() {
        subscriber.onSubscribe(subscription);
        new InjectedDomainEvents(raised).raise("sold");
        give(2);
        assertThat(signals).containsExactly(0, "sold", 1);
    }

    @Test
    void aFailureIsTheEndAndMustBeOne() {
        subscriber.onSubscribe(subscription);
        assertThatNullPointerException().isThrownBy(() -> subscriber.onError(null));
        assertThat(subscriber.isOver()).isFalse();
        IOException cut = new IOException("cut");
        subscriber.onError(cut);
        assertThat(subscriber.isOver()).isTrue();
        assertThat(signals).containsExactly(cut);
        subscriber.cancel();
        assertThat(cancellations).as("of what has ended by itself").isZero();
    }

    @Test
    void noItemIsAFailureThatCancels() {
        subscriber.onSubscribe(subscription);
        give(2);
        subscriber.onNext(null);
        assertThat(signals).hasSize(3);
        assertThat(signals.getLast())
                .isInstanceOf(NullItemException.class)
                .asString()
                .contains("2");
        assertThat(cancellations).isEqualTo(1);
    }

    @Test
    void isCancelledOnceAndNotBeforeItHasBegun() {
        subscriber.cancel();
        assertThat(cancellations).isZero();
        subscriber.onSubscribe(subscription);
        assertThat(cancellations).as("what comes after it was cancelled").isEqualTo(1);
        assertThat(requests).isEmpty();
        subscriber.cancel();
        assertThat(cancellations).isEqualTo(1);
    }
}
