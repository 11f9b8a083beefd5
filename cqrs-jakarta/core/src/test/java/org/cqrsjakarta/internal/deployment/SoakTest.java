package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hundred thousand streams of four items, half of them switching, leave nothing behind. */
class SoakTest {

    private static final int STREAMS = 100_000;
    private static final int WARM_UP = 1_000;
    private static final int AT_A_TIME = 100;
    private static final List<Integer> ITEMS = List.of(0, 1, 2, 3);

    /** What every live handler instance and every open source counts in. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    record Pull(boolean fails) implements StreamRequest<Integer> {}

    record Emit(boolean fails) implements StreamRequest<Integer> {}

    record Publish(boolean fails) implements StreamRequest<Integer> {}

    abstract static class Counted {
        @PostConstruct
        void created() {
            OPEN.incrementAndGet();
        }

        @PreDestroy
        void destroyed() {
            OPEN.decrementAndGet();
        }
    }

    private static Stream<Integer> items(boolean fail) {
        OPEN.incrementAndGet();
        return IntStream.range(0, 4)
                .mapToObj(i -> {
                    if (fail && i == 2) {
                        throw new IllegalStateException("cut");
                    }
                    return i;
                })
                .onClose(OPEN::decrementAndGet);
    }

    @StreamingHandler
    @CircuitBreaker(skipOn = IllegalStateException.class)
    @Bulkhead(1_000)
    static class Pulled extends Counted implements StreamingRequestHandler<Pull, Integer> {
        @Override
        public Stream<Integer> handle(Pull request) {
            return items(request.fails());
        }
    }

    @Fallback(of = Pulled.class, continuation = Continuation.SKIP_DELIVERED)
    @StreamTimeout(idle = 60_000)
    static class PulledApart extends Counted implements StreamingRequestHandler<Pull, Integer> {
        @Override
        public Stream<Integer> handle(Pull request) {
            return items(false);
        }
    }

    @StreamingHandler
    static class Emitting extends Counted implements EmittingRequestHandler<Emit, Integer> {
        @Override
        public void handle(Emit request, Emitter<Integer> emitter) throws IOException {
            emitter.emit(0);
            emitter.emit(1);
            if (request.fails()) {
                throw new IOException("cut");
            }
            emitter.emit(2);
            emitter.emit(3);
        }
    }

    @Fallback(of = Emitting.class, continuation = Continuation.SKIP_DELIVERED)
    static class EmittedElsewhere extends Counted implements EmittingRequestHandler<Emit, Integer> {
        @Override
        public void handle(Emit request, Emitter<Integer> emitter) {
            ITEMS.forEach(emitter::emit);
        }
    }

    abstract static class Published extends Counted implements PublishingRequestHandler<Publish, Integer> {

        Flow.Publisher<Integer> publisher(boolean fail) {
            return subscriber -> {
                OPEN.incrementAndGet();
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long items) {}

                    @Override
                    public void cancel() {}
                });
                for (int i = 0; i < (fail ? 2 : 4); i++) {
                    subscriber.onNext(i);
                }
                OPEN.decrementAndGet();
                if (fail) {
                    subscriber.onError(new IOException("cut"));
                } else {
                    subscriber.onComplete();
                }
            };
        }
    }

    @StreamingHandler
    static class Publishing extends Published {
        @Override
        public Flow.Publisher<Integer> handle(Publish request) {
            return publisher(request.fails());
        }
    }

    @Fallback(of = Publishing.class, continuation = Continuation.SKIP_DELIVERED)
    @StreamTimeout(total = 60_000)
    static class PublishedSource extends Published {
        @Override
        public Flow.Publisher<Integer> handle(Publish request) {
            return publisher(false);
        }
    }

    private static void runOne(StreamingMediator mediator, int number) {
        boolean fails = number % 2 == 0;
        StreamRequest<Integer> request = switch (number / 2 % 3) {
            case 0 -> new Pull(fails);
            case 1 -> new Emit(fails);
            default -> new Publish(fails);
        };
        List<Integer> seen = new ArrayList<>(4);
        try (Stream<Integer> stream = mediator.stream(request)) {
            if (number / 6 % 2 == 0) {
                stream.forEach(seen::add);
            } else {
                stream.iterator().forEachRemaining(seen::add);
            }
        }
        assertThat(seen).isEqualTo(ITEMS);
    }

    private static void runSideBySide(StreamingMediator mediator, int from, int to) throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> worker = () -> {
                for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                    runOne(mediator, number);
                }
                return null;
            };
            List<Future<Void>> workers = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                workers.add(threads.submit(worker));
            }
            for (Future<Void> one : workers) {
                one.get();
            }
        }
    }

    private record Footprint(long heap, int threads, int open) {

        static Footprint now() {
            // Cleared in rounds, since what a first collection finds may need a second one to go.
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Footprint(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    OPEN.get());
        }
    }

    /** A line for each of its switchovers would be a hundred thousand. Held, since loggers are collected otherwise. */
    private final Logger log = Logger.getLogger("org.cqrsjakarta");

    @BeforeEach
    void silence() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        log.setLevel(null);
    }

    @Test
    void nothingGrowsBetweenTheFirstThousandAndTheLast() throws Exception {
        OPEN.set(0);
        try (Deployed app = Deployed.with(
                Pulled.class,
                PulledApart.class,
                Emitting.class,
                EmittedElsewhere.class,
                Publishing.class,
                PublishedSource.class)) {
            StreamingMediator mediator = app.mediator();
            for (int i = 0; i < WARM_UP; i++) {
                runOne(mediator, i);
            }
            runSideBySide(mediator, 0, WARM_UP);
            Footprint first = Footprint.now();
            for (int i = WARM_UP; i < STREAMS; i++) {
                runOne(mediator, i);
            }
            runSideBySide(mediator, WARM_UP, STREAMS);
            Footprint last = Footprint.now();

            assertThat(last.open()).as("open handlers and sources").isZero();
            assertThat(last.threads()).as("platform threads").isLessThanOrEqualTo(first.threads() + 2);
            // Less than 11 bytes a stream: whatever stayed behind for each would weigh more.
            assertThat(last.heap())
                    .as("heap after the first thousand: %d", first.heap())
                    .isLessThan(first.heap() + 2_000_000);
        }
    }
}
