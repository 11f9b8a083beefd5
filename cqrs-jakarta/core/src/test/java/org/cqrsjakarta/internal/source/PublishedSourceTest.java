package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** How a publisher is treated, whatever it signals and when. */
class PublishedSourceTest {

    /** A publisher that does what the test says. */
    private static final class Publisher implements Flow.Publisher<Integer>, Flow.Subscription {

        final BlockingQueue<Long> requests = new LinkedBlockingQueue<>();
        final AtomicInteger cancellations = new AtomicInteger();
        final CountDownLatch published = new CountDownLatch(1);
        volatile Flow.Subscriber<? super Integer> subscriber;

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
            cancellations.incrementAndGet();
        }

        void publish(int from, int to) {
            for (int i = from; i < to; i++) {
                subscriber.onNext(i);
            }
            published.countDown();
        }
    }

    private final Publisher publisher = new Publisher();
    private final AtomicInteger vacations = new AtomicInteger();
    private final Occupancy occupancy = new Occupancy(new Occupancy.Premises() {
        @Override
        public void close() {}

        @Override
        public void vacate() {
            vacations.incrementAndGet();
        }
    });

    private void leave(PublishedSource<Integer> source) {
        source.leave();
        var unused = occupancy.leave();
        assertThat(occupancy.vacateOrAwait(new ManualTime(), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isTrue();
        assertThat(vacations).hasValue(1);
    }

    /** Subscribes with the first items there already. */
    private PublishedSource<Integer> started(int items) {
        return started(publisher, items);
    }

    private PublishedSource<Integer> started(Publisher publisher, int items) {
        return new PublishedSource<>(
                new Sources(
                        "Live",
                        new RaisedEvents(),
                        Limits.NONE,
                        new ManualTime(),
                        task -> Thread.ofVirtual().start(task),
                        occupancy),
                () -> subscriber -> {
                    publisher.subscribe(subscriber);
                    publisher.publish(0, items);
                });
    }

    @Test
    void isAskedForABoundedNumberAndForMoreWhenHalfOfThemWereTaken() throws Throwable {
        PublishedSource<Integer> started = started(64);
        for (int i = 0; i < 32; i++) {
            assertThat(started.next()).isEqualTo(i);
        }
        assertThat(publisher.requests.take()).isEqualTo(64);
        assertThat(publisher.requests).isEmpty();
        assertThat(started.next()).isEqualTo(32);
        assertThat(publisher.requests.take()).isEqualTo(32);
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
        assertThat(publisher.cancellations).hasValue(1);
    }

    @Test
    void aNullItemIsAFailureAndCancels() throws Throwable {
        PublishedSource<Integer> started = started(1);
        assertThat(started.next()).isZero();
        publisher.subscriber.onNext(null);
        assertThat(catchThrowable(started::next)).isInstanceOf(NullItemException.class);
        assertThat(publisher.cancellations).hasValue(1);
    }

    @Test
    void isCancelledOnceAndItsLateSignalsAreDropped() throws Throwable {
        PublishedSource<Integer> started = started(3);
        assertThat(started.next()).isZero();
        leave(started);
        leave(started);
        publisher.publish(3, 200);
        publisher.subscriber.onError(new IOException("late"));
        assertThat(publisher.cancellations).hasValue(1);
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
        leave(started);
        assertThat(publisher.cancellations).hasValue(0);
    }

    @Test
    void aFailureComesAfterTheItemsBeforeIt() throws Throwable {
        PublishedSource<Integer> started = started(2);
        assertThat(started.next()).isZero();
        assertThat(publisher.published.await(20, TimeUnit.SECONDS)).isTrue();
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
        assertThat(publisher.cancellations).hasValue(1);
        publisher.publish(1, 2);
        assertThat(started.next()).as("the first one goes on").isEqualTo(1);
    }

    @Test
    void aSubscriptionThatComesTooLateIsCancelled() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        CountDownLatch subscribing = new CountDownLatch(1);
        PublishedSource<Integer> late = new PublishedSource<>(
                new Sources(
                        "Live",
                        new RaisedEvents(),
                        Limits.NONE,
                        new ManualTime(),
                        task -> Thread.ofVirtual().start(task),
                        occupancy),
                () -> subscriber -> {
                    subscribing.countDown();
                    boolean waiting = true;
                    while (waiting) {
                        try {
                            left.await();
                            waiting = false;
                        } catch (InterruptedException e) {
                            // It is left, and goes on all the same.
                        }
                    }
                    publisher.subscribe(subscriber);
                });
        Thread consumer = Thread.ofVirtual().start(() -> catchThrowable(late::next));
        subscribing.await();
        late.leave();
        assertThat(occupancy.leave()).as("within the publisher").isTrue();
        left.countDown();
        assertThat(occupancy.vacateOrAwait(new ManualTime(), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isTrue();
        consumer.join();
        assertThat(publisher.cancellations).hasValue(1);
    }

    @Test
    void itemsAreTakenWhileThePublisherStillWorksWhereItIsCalled() throws Throwable {
        CountDownLatch goOn = new CountDownLatch(1);
        PublishedSource<Integer> working = new PublishedSource<>(
                new Sources(
                        "Live",
                        new RaisedEvents(),
                        Limits.NONE,
                        new ManualTime(),
                        task -> Thread.ofVirtual().start(task),
                        occupancy),
                () -> subscriber -> {
                    publisher.subscribe(subscriber);
                    publisher.publish(0, 2);
                    catchThrowable(goOn::await);
                });
        assertThat(working.next()).isZero();
        assertThat(working.next()).isEqualTo(1);
        assertThat(vacations).hasValue(0);
        leave(working);
    }

    @Test
    void whatSubscribingThrowsComesAfterTheItemsBeforeIt() throws Throwable {
        PublishedSource<Integer> failing = new PublishedSource<>(
                new Sources(
                        "Live",
                        new RaisedEvents(),
                        Limits.NONE,
                        new ManualTime(),
                        task -> Thread.ofVirtual().start(task),
                        occupancy),
                () -> subscriber -> {
                    publisher.subscribe(subscriber);
                    publisher.publish(0, 2);
                    throw new IllegalStateException("in subscribe");
                });
        assertThat(failing.next()).isZero();
        assertThat(failing.next()).isEqualTo(1);
        assertThat(catchThrowable(failing::next)).hasMessage("in subscribe");
    }
}
