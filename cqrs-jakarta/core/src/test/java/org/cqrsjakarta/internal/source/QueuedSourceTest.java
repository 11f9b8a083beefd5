package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source on a thread of its own, ahead of its consumer: what it is measured by, and how it is left. */
class QueuedSourceTest {

    private static final Duration IDLE = Duration.ofSeconds(10);

    /** So many items wait for their consumer at the most. */
    private static final int CAPACITY = 64;

    private final ManualTime time = new ManualTime();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CompletableFuture<Throwable> cameOutBy = new CompletableFuture<>();
    private volatile Thread producer;
    private final Occupancy occupancy = new Occupancy(new Occupancy.Premises() {
        @Override
        public void close() {}

        @Override
        public void vacate() {}
    });

    @AfterEach
    void end() {
        never.countDown();
    }

    /** Gives so many, and then whatever the test says. */
    private Source<Integer> giving(int items, Sources.Production<Integer> then) {
        return new QueuedSource<>(
                new Sources(
                        "Live",
                        new RaisedEvents(),
                        new Limits(Duration.ZERO, IDLE, Duration.ZERO),
                        time,
                        task -> {
                            producer = Thread.ofVirtual().unstarted(task);
                            producer.start();
                            return producer;
                        },
                        occupancy),
                sink -> {
                    try {
                        for (int i = 1; i <= items; i++) {
                            sink.accept(i, List.of());
                        }
                        then.run(sink);
                    } catch (Throwable e) {
                        cameOutBy.complete(e);
                        throw e;
                    }
                });
    }

    private void waitForEver() throws InterruptedException {
        never.await();
    }

    private void awaitProducerWaits() {
        until(() -> producer.getState() == Thread.State.WAITING, () -> "the source waits: " + producer.getState());
    }

    private Throwable cameOutBy() throws Exception {
        return cameOutBy.get(20, TimeUnit.SECONDS);
    }

    @Test
    void theClockStandsStillWhileTheSourceWaitsForItsConsumerAndGoesOnAfterwards() throws Throwable {
        Source<Integer> source = giving(CAPACITY + 2, sink -> waitForEver());
        assertThat(source.next()).isEqualTo(1);
        awaitProducerWaits();
        assertThat(time.waiting()).as("alarms while the queue is full").isZero();
        time.advance(IDLE.multipliedBy(10));
        for (int i = 2; i <= CAPACITY + 2; i++) {
            assertThat(source.next()).isEqualTo(i);
        }
        awaitProducerWaits();
        assertThat(time.waiting()).as("alarms while it works").isEqualTo(1);
        time.advance(IDLE);
        assertThat(catchThrowable(source::next)).isInstanceOf(StreamTimeoutException.class);
    }

    @Test
    void aSourceThatIsTooSlowIsInterruptedAndToldWhereItWas() throws Throwable {
        Source<Integer> source = giving(1, sink -> waitForEver());
        assertThat(source.next()).isEqualTo(1);
        awaitProducerWaits();
        time.advance(IDLE);
        Throwable timeout = catchThrowable(source::next);
        assertThat(timeout).isInstanceOf(StreamTimeoutException.class);
        assertThat(timeout.getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("waitForEver"));
        assertThat(cameOutBy()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatItGivesAfterItWasLeftIsRefused() throws Throwable {
        CountDownLatch left = new CountDownLatch(1);
        Source<Integer> source = giving(1, sink -> {
            left.await();
            sink.accept(2, List.of());
        });
        assertThat(source.next()).isEqualTo(1);
        source.leave();
        assertThat(time.waiting()).as("alarms").isZero();
        left.countDown();
        assertThat(cameOutBy()).isInstanceOf(CancellationException.class).hasMessage("'Live' was left");
        assertThat(catchThrowable(source::next)).isInstanceOf(CancellationException.class);
    }

    @Test
    void oneThatWaitsForItsConsumerComesOutWhenItIsLeft() throws Throwable {
        Source<Integer> source = giving(CAPACITY + 2, sink -> {});
        assertThat(source.next()).isEqualTo(1);
        awaitProducerWaits();
        source.leave();
        assertThat(cameOutBy()).isInstanceOf(CancellationException.class);
        assertThat(time.waiting()).as("alarms").isZero();
    }

    @Test
    void noAlarmIsLeftBehindWhenItEndsByItself() throws Throwable {
        Source<Integer> source = giving(2, sink -> {});
        assertThat(source.next()).isEqualTo(1);
        assertThat(source.next()).isEqualTo(2);
        assertThat(source.next()).isNull();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void oneThatWasLeftBeforeItBeganDoesNotBegin() throws Throwable {
        Source<Integer> source = giving(1, sink -> {});
        var unused = occupancy.leave();
        assertThat(catchThrowable(source::next))
                .isInstanceOf(CancellationException.class)
                .hasMessage("left before it began");
        assertThat(cameOutBy).isNotDone();
    }
}
