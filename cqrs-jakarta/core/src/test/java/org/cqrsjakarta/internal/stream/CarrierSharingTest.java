package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams that are never short of items, as many as there are carriers, and a thread that a platform thread starts
 * meanwhile: it has its turn while they run. Their work is bounded, not their time.
 */
class CarrierSharingTest {

    private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

    /** Some seconds of work for each. */
    private static final long ITEMS = 30_000_000;

    private final SystemTime time = new SystemTime();
    private final AtomicInteger ids = new AtomicInteger();
    private final StreamEngine engine = new StreamEngine(
            time,
            Threads.VIRTUAL,
            new Random(1),
            event -> {},
            new EventTurns(event -> {}, 1),
            new OpenRuns(),
            () -> "s" + ids.incrementAndGet());
    private final CountDownLatch running = new CountDownLatch(CARRIERS);
    private volatile boolean enough;

    @AfterEach
    void stop() {
        enough = true;
        time.close();
    }

    /** How items come, and who consumes them. */
    enum Busy {
        PUBLISHED_TO_A_SUBSCRIBER {
            @Override
            void run(CarrierSharingTest test, Items items) {
                test.publish(items.asStep(Shape.PULLED, null));
            }
        },
        EMITTED_AND_PULLED {
            @Override
            void run(CarrierSharingTest test, Items items) {
                test.pull(List.of(items.asStep(Shape.EMITTED, null)), 0);
            }
        },
        TAKEN_FROM_A_PUBLISHER {
            @Override
            void run(CarrierSharingTest test, Items items) {
                test.pull(List.of(items.asStep(Shape.PUBLISHED, null)), 0);
            }
        },
        PASSED_OVER {
            @Override
            void run(CarrierSharingTest test, Items items) {
                FallbackRule takeover = EngineHarness.takeover(Continuation.SKIP_DELIVERED, 1);
                test.pull(List.of(test.failing(), items.asStep(Shape.PULLED, takeover)), Long.MAX_VALUE / 2);
            }
        };

        abstract void run(CarrierSharingTest test, Items items);
    }

    /** Numbers without an end to speak of; tells when the first is asked for. */
    private final class Items {

        private final AtomicLong given = new AtomicLong();
        private boolean begun;

        boolean isOver() {
            if (!begun) {
                begun = true;
                running.countDown();
            }
            return enough || given.incrementAndGet() > ITEMS;
        }

        Step<Long> asStep(Shape shape, FallbackRule takeover) {
            Opened<Long> opened = switch (shape) {
                case PULLED, FLATTENED ->
                    new Opened.Pulled<>(LongStream.iterate(0, number -> number + 1)
                            .takeWhile(number -> !isOver())
                            .boxed());
                case EMITTED ->
                    new Opened.Emitted<>(emitter -> {
                        while (!isOver()) {
                            emitter.emit(1L);
                        }
                    });
                case PUBLISHED -> {
                    Flow.Publisher<Long> publisher = this::subscribe;
                    yield new Opened.Published<>(publisher);
                }
            };
            Guards guards = Guards.of("Busy", Circuit.NONE, Bulkhead.NONE, RetryRule.NONE, Limits.NONE);
            return new Step<>("Busy", Object.class, shape, EngineHarness.opening(opened), guards, takeover);
        }

        private void subscribe(Flow.Subscriber<? super Long> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long items) {
                    for (long i = 0; i < items; i++) {
                        if (isOver()) {
                            subscriber.onComplete();
                            return;
                        }
                        subscriber.onNext(i);
                    }
                }

                @Override
                public void cancel() {}
            });
        }
    }

    private Step<Long> failing() {
        HandlerSource<Long> handlers = () -> {
            throw new IllegalStateException("as the test wants it");
        };
        return EngineHarness.step("Primary", handlers, Circuit.NONE, null);
    }

    private StreamRun<Long> prepare(List<Step<Long>> steps, long from) {
        return engine.prepare(
                new Chain<>(steps), "request", StreamContext.ENCLOSING, from, (position, a, b, cause) -> {});
    }

    private void pull(List<Step<Long>> steps, long from) {
        StreamRun<Long> run = prepare(steps, from);
        Thread.ofVirtual().start(() -> {
            try (run) {
                while (run.next() != null) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    private void publish(Step<Long> step) {
        new RunPublisher<>(() -> prepare(List.of(step), 0), engine.threads()).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Long item) {}

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatIsStartedMeanwhileHasItsTurn(Busy busy) throws Exception {
        List<Items> all =
                java.util.stream.Stream.generate(Items::new).limit(CARRIERS).toList();
        all.forEach(items -> busy.run(this, items));
        running.await();
        Thread other = Thread.ofVirtual().start(() -> {});
        BooleanSupplier busyStill = () -> all.stream().allMatch(items -> items.given.get() < ITEMS);
        while (busyStill.getAsBoolean() && other.isAlive()) {
            other.join(Duration.ofMillis(10));
        }
        assertThat(busyStill).as("before as many items as these").returns(true, BooleanSupplier::getAsBoolean);
    }
}
