package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** How a publisher is treated that is subscribed to and asked on the thread that takes its items. */
class StepSubscriberTest {

    /** What happened, in order. */
    private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

    private final List<Runnable> endings = new ArrayList<>();
    private final AtomicInteger cancellations = new AtomicInteger();
    private final Occupancy occupancy = new Occupancy(new Occupancy.Premises() {
        @Override
        public void close() {
            endings.forEach(Runnable::run);
            endings.clear();
        }

        @Override
        public void vacate() {
            close();
            log.add("vacated by " + Thread.currentThread().getName());
        }
    });

    private volatile Flow.Subscriber<? super Integer> subscriber;

    /** What a publisher does when it is asked. */
    @FunctionalInterface
    private interface Asked {
        void request(Flow.Subscriber<? super Integer> subscriber, long items);
    }

    private Flow.Publisher<Integer> publisher(Asked asked) {
        return given -> {
            subscriber = given;
            given.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long items) {
                    asked.request(given, items);
                }

                @Override
                public void cancel() {
                    cancellations.incrementAndGet();
                    log.add("cancelled");
                }
            });
        };
    }

    /** Publishes that many from 0 on where it is asked, and completes. */
    private Flow.Publisher<Integer> counting(int count) {
        AtomicInteger next = new AtomicInteger();
        return publisher((to, items) -> {
            log.add("asked for " + items);
            for (long i = 0; i < items && next.get() < count; i++) {
                to.onNext(next.getAndIncrement());
            }
            if (next.get() == count) {
                to.onComplete();
            }
        });
    }

    private void run(Flow.Publisher<Integer> publisher, Source.Sink<Integer> sink) throws Throwable {
        assertThat(occupancy.enter()).isTrue();
        try {
            new StepSubscriber<>("Live", new RaisedEvents(), occupancy, sink, endings::add).run(publisher);
        } finally {
            occupancy.exit();
        }
    }

    private void run(Flow.Publisher<Integer> publisher) throws Throwable {
        run(publisher, (item, events) -> log.add(item));
    }

    /** Runs it on a thread of its own, which is not left interrupted; answers what it threw. */
    private Thread start(Flow.Publisher<Integer> publisher, AtomicReference<Throwable> thrown) {
        return Thread.ofPlatform().name("consumer").start(() -> {
            thrown.set(catchThrowable(() -> run(publisher)));
            log.add("interrupted: " + Thread.interrupted());
        });
    }

    @Test
    void anItemIsHandedOnWhileThePublisherWorksOnTheNext() throws Throwable {
        run(publisher((to, items) -> {
            for (int i = 0; i < 3; i++) {
                log.add("makes " + i);
                to.onNext(i);
            }
            to.onComplete();
        }));
        assertThat(log).containsExactly("makes 0", 0, "makes 1", 1, "makes 2", 2);
    }

    @Test
    void asksForABoundedNumberAndThenForWhatWasHandedOn() throws Throwable {
        run(counting(130));
        assertThat(log.stream().filter(Integer.class::isInstance))
                .containsExactlyElementsOf(
                        IntStream.range(0, 130).<Object>boxed().toList());
        assertThat(log.stream().filter(String.class::isInstance))
                .containsExactly("asked for 64", "asked for 64", "asked for 64");
    }

    @Test
    void whatAnotherThreadSignalsComesBeforeWhatThisOneIsGivenAfterwards() throws Throwable {
        AtomicInteger asked = new AtomicInteger();
        run(publisher((to, items) -> {
            if (asked.getAndIncrement() == 0) {
                join(Thread.ofPlatform().start(() -> IntStream.range(0, 40).forEach(to::onNext)));
                to.onNext(40);
            } else {
                IntStream.range(41, 45).forEach(to::onNext);
                to.onComplete();
            }
        }));
        assertThat(log)
                .containsExactlyElementsOf(
                        IntStream.range(0, 45).<Object>boxed().toList());
    }

    @Test
    void whatItsConsumerHasItSignalComesBehindTheItem() throws Throwable {
        Flow.Publisher<Integer> hot = publisher((to, items) -> to.onNext(0));
        run(hot, (item, events) -> {
            log.add("begins " + item);
            if (item < 2) {
                subscriber.onNext(item + 1);
            } else {
                subscriber.onComplete();
            }
            log.add("ends " + item);
        });
        assertThat(log).containsExactly("begins 0", "ends 0", "begins 1", "ends 1", "begins 2", "ends 2");
    }

    @Test
    void whatTheSinkThrowsIsTheEndWhateverThePublisherMakesOfIt() {
        IOException full = new IOException("full");
        Flow.Publisher<Integer> stubborn = publisher((to, items) -> {
            IntStream.range(0, 5).forEach(to::onNext);
            throw new IllegalStateException("its subscriber has cancelled");
        });
        Throwable thrown = catchThrowable(() -> run(stubborn, (item, events) -> {
            log.add(item);
            throw full;
        }));
        assertThat(thrown).isSameAs(full);
        assertThat(log).containsExactly(0, "cancelled");
    }

    @Test
    void whatAskingThrowsComesAfterTheItemsBeforeIt() {
        Throwable thrown = catchThrowable(() -> run(publisher((to, items) -> {
            join(Thread.ofPlatform().start(() -> to.onNext(0)));
            throw new IllegalStateException("cannot be asked");
        })));
        assertThat(thrown).hasMessage("cannot be asked");
        assertThat(log).containsExactly(0);
    }

    @Test
    void sendingMoreThanWasAskedForIsAFailureAfterAllThatWasAskedFor() {
        Throwable thrown = catchThrowable(
                () -> run(publisher((to, items) -> IntStream.range(0, 100).forEach(to::onNext))));
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("CQRS00804");
        assertThat(log.stream().filter(Integer.class::isInstance)).hasSize(64);
        assertThat(cancellations).hasValue(1);
    }

    @Test
    void whoeverLeavesItHasItCancelledOnTheThreadThatWaitsWhichTakesNoInterruptAlong() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread consumer = start(publisher((to, items) -> asked.countDown()), thrown);
        asked.await();
        assertThat(occupancy.leave()).as("within the handler").isTrue();
        assertThat(occupancy.vacateOrAwait(new ManualTime(), Duration.ofSeconds(9), Duration.ofSeconds(9)))
                .isTrue();
        consumer.join();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
        assertThat(log).containsExactly("cancelled", "vacated by consumer", "interrupted: false");
        subscriber.onNext(1);
        subscriber.onError(new IOException("late"));
        assertThat(cancellations).hasValue(1);
    }

    /** It hears of its interrupt, and goes on all the same. */
    @Test
    void whoeverIsLeftWithinThePublisherDoesNotWaitForMore() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread consumer = start(
                publisher((to, items) -> {
                    asked.countDown();
                    catchThrowable(() -> new CountDownLatch(1).await());
                }),
                thrown);
        asked.await();
        var unused = occupancy.leave();
        consumer.join();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void aConsumerThatIsInterruptedWhileItWaitsIsNoFailureOfThePublisher() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread consumer = start(publisher((to, items) -> asked.countDown()), thrown);
        asked.await();
        consumer.interrupt();
        consumer.join();
        assertThat(thrown.get()).isInstanceOf(Source.ConsumerInterruptedException.class);
    }

    @Test
    void anInterruptThatThePublisherReportsOfThisThreadIsStillToBeAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread consumer = start(
                publisher((to, items) -> {
                    asked.countDown();
                    to.onError(catchThrowable(() -> new CountDownLatch(1).await()));
                }),
                thrown);
        asked.await();
        consumer.interrupt();
        consumer.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(log).containsExactly("interrupted: true");
    }

    @Test
    void anInterruptThatThePublisherReportsOfAnotherThreadIsNot() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread consumer = start(
                publisher((to, items) -> join(Thread.ofPlatform().start(() -> to.onError(new InterruptedException())))),
                thrown);
        consumer.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(log).containsExactly("interrupted: false");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
