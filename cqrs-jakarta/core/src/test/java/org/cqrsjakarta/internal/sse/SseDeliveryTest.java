package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.delivery.WatchedThreads;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SseDeliveryTest {

    private static final Duration HEARTBEAT = Rules.HEARTBEAT;

    record Ask() implements StreamRequest<Object> {}

    private final ManualTime time = new ManualTime();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<Outcome> outcomes = new ArrayList<>();

    private final Circuit circuit = new Circuit() {
        @Override
        public Permit admit() {
            return new Permit() {
                @Override
                public boolean watchesItems() {
                    return false;
                }

                @Override
                public void item() {}

                @Override
                public void report(Outcome outcome) {
                    outcomes.add(outcome);
                }
            };
        }

        @Override
        public Outcome outcomeOf(Throwable cause) {
            return Outcome.FAILED;
        }
    };

    private final StreamEngine engine = new StreamEngine(
            time,
            Threads.VIRTUAL,
            new Random(1),
            event -> {},
            new EventTurns(event -> {}, 1),
            new OpenRuns(),
            () -> "s1");
    private final WatchedThreads responseThreads = new WatchedThreads(Threads.VIRTUAL);
    private final SseDelivery delivery = new SseDelivery(
            DeliveryContext.of(
                            engine,
                            Rules.withoutHolding(),
                            () -> LineEncoder.of(JsonbBuilder.create()::toJson),
                            new Random(1))
                    .withSecrets(() -> ""),
            new LiveResponses(time, responseThreads, Rules.withoutHolding().responses()));

    @BeforeEach
    void beginRequest() {
        Callers.begin();
    }

    private HandlerSource<Object> handler(Stream<Object> items) {
        return () -> new HandlerInstance<>() {
            @Override
            public Opened<Object> open(Object request, Switchover<Object> switchover) {
                return new Opened.Pulled<>(items.onClose(closed::incrementAndGet));
            }

            @Override
            public void release() {}
        };
    }

    private static Step<Object> step(
            String name, HandlerSource<Object> handlers, Circuit circuit, FallbackRule takeover) {
        return new Step<>(name, Object.class, Shape.PULLED, handlers, Guards.of(name, circuit), takeover);
    }

    private static Stream<Object> failing(Exception failure, Object... items) {
        return Stream.concat(Stream.of(items), Stream.of(1).map(i -> {
            throw sneaky(failure);
        }));
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }

    private SseDelivery known() {
        return delivery;
    }

    private StreamSummary deliver(OutputStream out, Stream<Object> primary, Stream<Object> fallback) {
        List<Step<Object>> steps = new ArrayList<>();
        steps.add(step("LiveItems", handler(primary), circuit, null));
        if (fallback != null) {
            steps.add(step(
                    "CachedItems",
                    handler(fallback),
                    Circuit.NONE,
                    new FallbackRule(new FailureFilter(List.of(Exception.class), List.of()), Continuation.RESTART, 1)));
        }
        return known().deliver(new Chain<>(steps), new Ask(), StreamContext.ENCLOSING, new FakeResponse(out, false))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void writesTheWireFormatOfTheDesign() {
        StreamSummary summary = deliver(
                received,
                failing(new CompletionException(new ConnectException("10.1.2.3 refused")), 1, 2),
                Stream.of("three"));
        assertThat(received.toString(UTF_8)).isEqualTo("""
                        retry: 2000
                        event: item
                        data: 1
                        id: s1.1

                        event: item
                        data: 2
                        id: s1.2

                        event: switchover
                        data: {"position":2,"from":"LiveItems","to":"CachedItems","reason":"ConnectException"}

                        event: item
                        data: "three"
                        id: s1.3

                        event: complete
                        data: {"items":3,"steps":["LiveItems","CachedItems"]}
                        id: s1.end

                        """);
        assertThat(summary).isEqualTo(new StreamSummary("s1", 3, List.of("LiveItems", "CachedItems"), true));
        assertThat(closed).hasValue(2);
    }

    @Test
    void oneThreadRunsTheHandlersAndAnotherOneAloneIsWithinTheResponse() {
        Set<Thread> writing = ConcurrentHashMap.newKeySet();
        List<Thread> running = new CopyOnWriteArrayList<>();
        OutputStream noting = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writing.add(Thread.currentThread());
                received.write(bytes, offset, length);
            }

            @Override
            public void flush() {
                writing.add(Thread.currentThread());
            }
        };
        HandlerSource<Object> emitting = () -> new HandlerInstance<>() {
            @Override
            public Opened<Object> open(Object request, Switchover<Object> switchover) {
                return new Opened.Emitted<>(emitter -> {
                    running.add(Thread.currentThread());
                    time.advance(HEARTBEAT);
                    emitter.emit(1);
                    throw new IOException("cut");
                });
            }

            @Override
            public void release() {}
        };
        var primary =
                new Step<>("LiveItems", Object.class, Shape.EMITTED, emitting, Guards.of("LiveItems", circuit), null);
        var fallback = step(
                "CachedItems",
                handler(Stream.<Object>of(2).peek(item -> running.add(Thread.currentThread()))),
                Circuit.NONE,
                new FallbackRule(new FailureFilter(List.of(Exception.class), List.of()), Continuation.RESTART, 1));
        StreamSummary summary = known().deliver(
                        new Chain<>(List.of(primary, fallback)),
                        new Ask(),
                        StreamContext.ENCLOSING,
                        new FakeResponse(noting, false))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(summary).isEqualTo(new StreamSummary("s1", 2, List.of("LiveItems", "CachedItems"), true));
        assertThat(running).hasSize(2).containsOnly(running.getFirst());
        assertThat(running.getFirst().isVirtual()).isTrue();
        assertThat(writing).hasSize(1).doesNotContain(running.getFirst());
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    /**
     * RESTEasy holds a lock around the whole response, and a write that fails needs it: whoever writes from another thread
     * while the first one waits for that waits for ever.
     */
    @Test
    void aWriteThatFailsMayTakeTheLockThatTheServerHoldsAroundTheResponse() {
        ReentrantLock ofTheResponse = new ReentrantLock();
        OutputStream failing = new OutputStream() {
            private int flushes;

            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {}

            @Override
            public void flush() throws IOException {
                if (++flushes > 1) {
                    ofTheResponse.lock();
                    try {
                        throw new IOException("broken pipe");
                    } finally {
                        ofTheResponse.unlock();
                    }
                }
            }
        };
        AsyncResponse response = new FakeResponse(failing, false) {
            @Override
            public boolean resume(Object answer) {
                ofTheResponse.lock();
                try {
                    return super.resume(answer);
                } finally {
                    ofTheResponse.unlock();
                }
            }
        };
        Stream<Object> endless = Stream.generate(() -> {
            time.advance(Duration.ofMillis(50));
            return "item";
        });
        StreamSummary summary = delivery.deliver(
                        new Chain<>(List.of(step("LiveItems", handler(endless), circuit, null))),
                        new Ask(),
                        StreamContext.ENCLOSING,
                        response)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(summary.completed()).isFalse();
        DeliveryHarness.until(() -> closed.get() == 1, () -> "the handler is closed");
    }

    @Test
    void aFailureIsToldWithoutInternals() {
        IOException failure = new IOException("password=secret at db17.internal");
        assertThatThrownBy(() -> deliver(received, failing(failure, 1), null))
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
        assertThat(received.toString(UTF_8))
                .contains("event: failure\ndata: {\"title\":\"Internal Server Error\",\"status\":500,"
                        + "\"instance\":\"urn:uuid:")
                .endsWith("\"}\nid: s1.end\n\n")
                .doesNotContain("secret")
                .doesNotContain("IOException")
                .doesNotContain("complete");
    }

    @Test
    void anItemThatIsNoJsonEndsTheStreamAndNoCircuitCountsIt() {
        Object unwritable = new Object() {
            @SuppressWarnings("unused")
            public String getName() {
                throw new StackOverflowError("no name");
            }
        };
        assertThatThrownBy(() -> deliver(received, Stream.of(1, unwritable, 3), null))
                .isInstanceOf(CompletionException.class);
        assertThat(received.toString(UTF_8)).contains("event: failure").doesNotContain("no name");
        assertThat(outcomes).containsExactly(Outcome.IGNORED);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aClientThatLeavesIsNoFailure() {
        OutputStream leaving = new OutputStream() {
            private int writes;

            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (++writes > 3) {
                    throw new IOException("broken pipe");
                }
            }
        };
        Stream<Object> endless = Stream.generate(() -> {
            time.advance(Duration.ofMillis(50));
            return "item";
        });
        StreamSummary summary = deliver(leaving, endless, Stream.of("never"));
        assertThat(summary.completed()).isFalse();
        assertThat(summary.steps()).containsExactly("LiveItems");
        DeliveryHarness.until(() -> closed.get() == 1, () -> "the thread is out of the handler, which is closed");
        assertThat(outcomes).containsExactly(Outcome.IGNORED);
        assertThat(time.waiting()).as("alarms left behind").isZero();
    }

    @Test
    void aClientThatLeavesWhileTheSourceBlocksIsNoticedByTheHeartbeat() throws Exception {
        CountDownLatch blocking = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        OutputStream leaving = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (blocking.getCount() == 0) {
                    throw new IOException("broken pipe");
                }
            }
        };
        Stream<Object> blocked = Stream.generate(() -> {
            blocking.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "too late";
        });
        var summary = known().deliver(
                        new Chain<>(List.of(step("LiveItems", handler(blocked), circuit, null))),
                        new Ask(),
                        StreamContext.ENCLOSING,
                        new FakeResponse(leaving, false))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS);
        blocking.await();
        // Else its silence may begin after the clock was turned.
        DeliveryHarness.until(responseThreads::areAtRest, () -> "the response waits");
        time.advance(HEARTBEAT);
        assertThat(summary.join().completed()).isFalse();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        DeliveryHarness.until(() -> closed.get() == 1, () -> "the handler is closed");
        assertThat(outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aResponseThatIsOverAlreadyRunsNothing() {
        var summary = known().deliver(
                        new Chain<>(List.of(step("LiveItems", handler(Stream.of(1)), circuit, null))),
                        new Ask(),
                        StreamContext.ENCLOSING,
                        new FakeResponse(received, true))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(summary).isEqualTo(new StreamSummary("s1", 0, List.of(), false));
        assertThat(received.size()).isZero();
        assertThat(closed).hasValue(0);
    }

    @Test
    void aCancellationThatTheHandlerThrewIsAFailureAndNotAClientThatLeft() {
        CancellationException own = new CancellationException("the handler's own future");
        assertThatThrownBy(() -> deliver(received, failing(own, 1), null)).hasCause(own);
        assertThat(received.toString(UTF_8)).contains("data: 1").contains("event: failure");
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void aResponseThatTheServerHasTakenBackIsAClientThatLeft() {
        OutputStream recycled = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("the response was recycled");
            }
        };
        assertThat(deliver(recycled, Stream.of(1, 2), null).completed()).isFalse();
    }
}
