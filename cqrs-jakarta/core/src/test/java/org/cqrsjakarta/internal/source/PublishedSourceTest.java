package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** How a publisher is treated, whatever it signals and when. */
class PublishedSourceTest {

    /** A publisher that does what the test says. */
    private static final class Publisher implements Flow.Publisher<Integer>, Flow.Subscription {

        final List<Long> requests = new ArrayList<>();
        int cancellations;
        Flow.Subscriber<? super Integer> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> given) {
            subscriber = given;
            given.onSubscribe(this);
        }

        @Override
        public void request(long items) {
            requests.add(items);
        }

        @Override
        public void cancel() {
            cancellations++;
        }

        void publish(int from, int to) {
            for (int i = from; i < to; i++) {
                subscriber.onNext(i);
            }
        }
    }

    private final Publisher publisher = new Publisher();

    /** Subscribes with the first items there already. */
    private PublishedSource<Integer> started(int items) {
        return new PublishedSource<>(
                "Live",
                subscriber -> {
                    publisher.subscribe(subscriber);
                    publisher.publish(0, items);
                },
                new RaisedEvents(),
                new ManualTime());
    }

    @Test
    void isAskedForABoundedNumberAndForMoreWhenHalfOfThemWereTaken() throws Throwable {
        PublishedSource<Integer> started = started(64);
        for (int i = 0; i < 32; i++) {
            assertThat(started.next()).isEqualTo(i);
        }
        assertThat(publisher.requests).containsExactly(64L);
        assertThat(started.next()).isEqualTo(32);
        assertThat(publisher.requests).containsExactly(64L, 32L);
    }

    @Test
    void sendingMoreThanWasAskedForIsAFailureAfterAllThatWasAskedFor() throws Throwable {
        PublishedSource<Integer> started = started(65);
        for (int i = 0; i < 64; i++) {
            assertThat(started.next()).isEqualTo(i);
        }
        assertThat(catchThrowable(started::next))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CQRS00804")
                .hasMessageContaining("'Live'");
        assertThat(publisher.cancellations).isEqualTo(1);
    }

    @Test
    void aNullItemIsAFailureAndCancels() throws Throwable {
        PublishedSource<Integer> started = started(1);
        assertThat(started.next()).isZero();
        publisher.subscriber.onNext(null);
        assertThat(catchThrowable(started::next)).isInstanceOf(NullItemException.class);
        assertThat(publisher.cancellations).isEqualTo(1);
    }

    @Test
    void isCancelledOnceAndItsLateSignalsAreDropped() throws Throwable {
        PublishedSource<Integer> started = started(3);
        assertThat(started.next()).isZero();
        started.close();
        started.close();
        publisher.publish(3, 200);
        publisher.subscriber.onError(new IOException("late"));
        assertThat(publisher.cancellations).isEqualTo(1);
        assertThat(catchThrowable(() -> {
                    while (true) {
                        started.next();
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aSubscriptionThatHasEndedIsNotCancelled() throws Throwable {
        PublishedSource<Integer> started = started(1);
        assertThat(started.next()).isZero();
        publisher.subscriber.onComplete();
        assertThat(started.next()).isNull();
        started.close();
        assertThat(publisher.cancellations).isZero();
    }

    @Test
    void aFailureComesAfterTheItemsBeforeIt() throws Throwable {
        PublishedSource<Integer> started = started(2);
        assertThat(started.next()).isZero();
        IOException cut = new IOException("cut");
        publisher.subscriber.onError(cut);
        assertThat(started.next()).isEqualTo(1);
        assertThat(catchThrowable(started::next)).isSameAs(cut);
    }

    @Test
    void aSecondSubscriptionIsCancelled() throws Throwable {
        PublishedSource<Integer> started = started(1);
        assertThat(started.next()).isZero();
        publisher.subscriber.onSubscribe(publisher);
        assertThat(publisher.cancellations).isEqualTo(1);
        publisher.publish(1, 2);
        assertThat(started.next()).as("the first one goes on").isEqualTo(1);
    }

    @Test
    void aSubscriptionThatComesTooLateIsCancelled() {
        PublishedSource<Integer> late = new PublishedSource<>("Live", publisher, new RaisedEvents(), new ManualTime());
        late.close();
        assertThat(catchThrowable(late::next)).isInstanceOf(CancellationException.class);
        assertThat(publisher.cancellations).isEqualTo(1);
    }
}
