package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources, closers and consumers that do what nobody should, by the machine's clock. */
@Timeout(60)
class HostileStreamsTest {

    private final SystemTime time = new SystemTime();
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final OpenRuns open = new OpenRuns();
    private final AtomicInteger ids = new AtomicInteger();
    private final StreamEngine engine = new StreamEngine(
            time,
            Threads.VIRTUAL,
            new Random(1),
            event -> {},
            new EventTurns(published::add, 1),
            open,
            () -> "s" + ids.incrementAndGet());

    @AfterEach
    void end() {
        time.close();
    }

    private <R> StreamRun<R> run(List<Step<R>> steps) {
        return engine.prepare(new Chain<>(steps), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    private static <R> Step<R> live(Opened<R> opened, Shape shape, Limits limits) {
        Guards guards = Guards.of("Live", Circuit.NONE, Bulkhead.NONE, RetryRule.NONE, limits);
        return new Step<>("Live", HostileStreamsTest.class, shape, opening(opened), guards, null);
    }

    /** A class whose methods are synchronized keeps a stream, and its handler tells it of the end. */
    @Test
    void closingUnderALockThatTheHandlersOnCloseNeedsComesToAnEnd() throws Exception {
        Object lock = new Object();
        CountDownLatch within = new CountDownLatch(1);
        Stream<Integer> items = Stream.<Integer>generate(() -> {
                    within.countDown();
                    catchThrowable(() -> new CountDownLatch(1).await());
                    return 1;
                })
                .onClose(() -> {
                    synchronized (lock) {
                        lock.notifyAll();
                    }
                });
        StreamRun<Integer> run = run(List.of(live(new Opened.Pulled<>(items), Shape.PULLED, Limits.NONE)));
        Thread consumer = Thread.ofPlatform().daemon().start(() -> catchThrowable(run::next));
        within.await();
        Thread closer = Thread.ofPlatform().daemon().start(() -> {
            synchronized (lock) {
                run.close();
            }
        });
        assertThat(closer.join(Duration.ofSeconds(40))).as("closed").isTrue();
        consumer.join();
    }

    @Test
    void aHandlerThatTimedOutAndWhoseCloseHangsDoesNotKeepItsFallbackAway() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Stream<Integer> items = Stream.<Integer>generate(() -> {
                    catchThrowable(() -> new CountDownLatch(1).await());
                    return 1;
                })
                .onClose(() -> {
                    boolean waits = true;
                    while (waits) {
                        try {
                            never.await();
                            waits = false;
                        } catch (InterruptedException deaf) {
                            // a socket's close that lingers
                        }
                    }
                });
        Limits limits = new Limits(Duration.ofMillis(200), Duration.ZERO, Duration.ZERO);
        StreamRun<Integer> run = run(List.of(
                live(new Opened.Pulled<>(items), Shape.PULLED, limits),
                step("Spare", opening(Stream.of(7)), Circuit.NONE, takeover(Continuation.RESTART, 1))));
        List<Integer> got = new CopyOnWriteArrayList<>();
        Thread consumer = Thread.ofPlatform().daemon().start(() -> run.forEachRemaining(got::add));
        consumer.join(Duration.ofSeconds(40));
        List<Integer> delivered = List.copyOf(got);
        never.countDown();
        consumer.join();
        assertThat(delivered).containsExactly(7);
    }

    @Test
    void aStreamThatIsClosedByItsTryIsNotCalledAbandonedMeanwhile() throws Exception {
        try (Warnings warnings = new Warnings()) {
            StreamRun<Integer> run =
                    run(List.of(live(new Opened.Pulled<>(Stream.iterate(0, i -> i + 1)), Shape.PULLED, Limits.NONE)));
            try (Stream<Integer> items = PulledStream.of(run)) {
                assertThat(items.findFirst()).contains(0);
                // Long work with the first item.
                for (int i = 0; i < 100 && warnings.seen().isEmpty(); i++) {
                    System.gc();
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
            assertThat(warnings.seen()).isEmpty();
        }
    }

    /** As {@code list.parallelStream().forEach(action)} in a spliterator of one's own. */
    @Test
    void aStreamThatPushesFromOtherThreadsIsRefusedAsAnEmitterIs() throws Exception {
        int n = 200_000;
        Spliterator<Integer> hostile = new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, 0) {
            int i;

            @Override
            public boolean tryAdvance(Consumer<? super Integer> action) {
                if (i == n) {
                    return false;
                }
                action.accept(i++);
                return true;
            }

            @Override
            public void forEachRemaining(Consumer<? super Integer> action) {
                IntStream.range(0, n).parallel().forEach(action::accept);
            }
        };
        StreamRun<Integer> run = run(
                List.of(live(new Opened.Pulled<>(StreamSupport.stream(hostile, false)), Shape.PULLED, Limits.NONE)));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger count = new AtomicInteger();
        Throwable thrown = catchThrowable(() -> run.forEachRemaining(item -> {
            count.incrementAndGet();
            if (!threads.contains(Thread.currentThread())) {
                threads.add(Thread.currentThread());
            }
        }));
        // Either refused, or all on the consumer's own thread and counted.
        assertThat(threads)
                .as("consumed on (position %d, items %d, %s)", run.position(), count.get(), thrown)
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatAConsumerRaisesAfterAReentrantItemIsStillItsOwn() {
        var events = new InjectedDomainEvents(null);
        AtomicReference<Emitter<Integer>> bus = new AtomicReference<>();
        List<String> order = new CopyOnWriteArrayList<>();
        Step<Integer> inner = live(
                new Opened.Emitted<>(emitter -> {
                    bus.set(emitter);
                    emitter.emit(1);
                    order.add("inner's raised " + published);
                    emitter.emit(3);
                }),
                Shape.EMITTED,
                Limits.NONE);
        Step<Integer> outer = live(
                new Opened.Emitted<>(emitter -> {
                    run(List.of(inner)).forEachRemaining(item -> {
                        if (item == 1) {
                            bus.get().emit(2);
                            events.raise("outer's");
                        }
                        if (item == 3) {
                            order.add("published before 3: " + published);
                        }
                    });
                    order.add("published before the outer's item: " + published);
                    emitter.emit(9);
                }),
                Shape.EMITTED,
                Limits.NONE);
        run(List.of(outer)).forEachRemaining(item -> {});
        assertThat(order).contains("published before 3: []", "published before the outer's item: []");
    }

    @Test
    void aClosedStreamKeepsNoItems() throws Exception {
        List<WeakReference<Object>> made = new CopyOnWriteArrayList<>();
        CountDownLatch full = new CountDownLatch(40);
        Opened<Object> opened = new Opened.Emitted<>(emitter -> {
            while (true) {
                Object item = new byte[100];
                made.add(new WeakReference<>(item));
                emitter.emit(item);
                full.countDown();
            }
        });
        StreamRun<Object> run = run(List.of(live(opened, Shape.EMITTED, Limits.NONE)));
        Object first = run.next();
        full.await();
        run.close();
        first = null;
        long alive = 0;
        for (int i = 0; i < 50; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
            alive = made.stream().filter(ref -> ref.get() != null).count();
            if (alive <= 1) {
                break;
            }
        }
        assertThat(run.position()).isEqualTo(1);
        assertThat(alive).as("items that a closed stream keeps").isLessThanOrEqualTo(1);
    }

    @Test
    void aNullThatASourceMakesNothingOfIsRefusedAllTheSame() {
        Spliterator<Integer> hostile = new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, 0) {
            @Override
            public boolean tryAdvance(Consumer<? super Integer> action) {
                return false;
            }

            @Override
            public void forEachRemaining(Consumer<? super Integer> action) {
                for (Integer item : new Integer[] {1, null, 3}) {
                    catchThrowable(() -> action.accept(item));
                }
            }
        };
        StreamRun<Integer> run = run(
                List.of(live(new Opened.Pulled<>(StreamSupport.stream(hostile, false)), Shape.PULLED, Limits.NONE)));
        List<Integer> got = new ArrayList<>();
        assertThat(catchThrowable(() -> run.forEachRemaining(got::add)))
                .as("got %s", got)
                .isNotNull();
    }
}
