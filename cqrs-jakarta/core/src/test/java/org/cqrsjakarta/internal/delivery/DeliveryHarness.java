package org.cqrsjakarta.internal.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
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
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.sink.FakeSink;
import org.cqrsjakarta.internal.sink.FakeSse;
import org.cqrsjakarta.internal.sink.SinkDelivery;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

/** Streams from hand-fed sources to clients that come and go, under a clock that stands still. */
public final class DeliveryHarness {

    private static final long PATIENCE_SECONDS = 20;

    /** What is asked for, in tests that do not care. */
    public record Ask(String what) {
        public static final Ask USUAL = new Ask("usual");
    }

    public final ManualTime time;
    public final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    private final DeliveryContext delivery;
    public final LiveResponses responses;
    public final SseDelivery sse;
    public final SinkDelivery sinks;
    private final OpenRuns runs = new OpenRuns();
    private final AtomicInteger ids = new AtomicInteger();
    private final WatchedThreads threads;

    /** Follows each stream's id in its address. */
    public volatile String secret = "";

    private final Jsonb jsonb = JsonbBuilder.create();

    public DeliveryHarness(DeliveryRules rules) {
        this(rules, Threads.VIRTUAL);
    }

    public DeliveryHarness(DeliveryRules rules, Threads threads) {
        this(rules, threads, new ManualTime(), "s", null);
    }

    /** One node of several, whose streams' ids begin by a prefix. */
    public DeliveryHarness(DeliveryRules rules, Threads threads, ManualTime time, String prefix, NodeStreams nodes) {
        this.time = time;
        this.threads = new WatchedThreads(threads);
        StreamEngine engine = new StreamEngine(
                time,
                this.threads,
                new Random(1),
                event -> {},
                new EventTurns(event -> {}, 1),
                runs,
                () -> prefix + ids.incrementAndGet());
        delivery = DeliveryContext.of(engine, rules, () -> LineEncoder.of(jsonb::toJson), new Random(1))
                .withSecrets(() -> secret)
                .among(nodes);
        responses = new LiveResponses(withoutMoments(), this.threads, rules.responses());
        sse = new SseDelivery(delivery, responses);
        sinks = new SinkDelivery(delivery);
    }

    /** The clock, but what is to happen in a moment happens at once: frames do not wait for others, as the clock stands. */
    private Time withoutMoments() {
        return new Time() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Alarm schedule(Duration delay, Runnable task) {
                // Also one that is over, as the clock may have been turned meanwhile.
                if (delay.compareTo(ofMillis(1)) <= 0) {
                    var unused = threads.start("moment", task);
                    return () -> {};
                }
                return time.schedule(delay, task);
            }
        };
    }

    /** Whether no stream is open or held. */
    public boolean isIdle() {
        return delivery.registry().isEmpty() && delivery.space().isEmpty();
    }

    /** Whether all threads of streams and responses wait. */
    public boolean isAtRest() {
        return threads.areAtRest();
    }

    /** Whether a thread of this name runs. */
    public boolean isRunning(String thread) {
        return threads.isRunning(thread);
    }

    /** What is open or kept, in figures. */
    public String remains() {
        return "%d streams open, runs %s, %d bytes kept, registry empty: %s"
                .formatted(
                        delivery.registry().openStreams(),
                        held(),
                        kept(),
                        delivery.registry().isEmpty());
    }

    /** How many bytes all journals keep. */
    public long kept() {
        return delivery.space().taken();
    }

    /** The application stops. */
    public void close() {
        delivery.stop(time);
        try (SystemTime machine = new SystemTime()) {
            responses.stop(machine);
        }
    }

    /** The streams that have not ended: each with whether it is held. */
    public Map<String, Boolean> held() {
        Map<String, Boolean> held = new TreeMap<>();
        runs.forEach(run -> held.put(run.id(), run.isHeld()));
        return held;
    }

    /** Items that a test gives by hand; every stream of it takes them from the first on. */
    public final class Feed implements HandlerSource<Object> {

        private static final Object END = new Object();
        private final List<Object> given = new ArrayList<>();
        private final List<BlockingQueue<Object>> readers = new ArrayList<>();
        public final AtomicInteger pulled = new AtomicInteger();
        private final CountDownLatch mayClose = new CountDownLatch(1);
        private boolean isSlowToClose;
        private volatile boolean isClosing;
        private volatile CountDownLatch hangs;

        /** Closing waits until {@link #letClose}. */
        public Feed slowToClose() {
            isSlowToClose = true;
            return this;
        }

        /** Waits until somebody closes it. */
        public void awaitClosing() {
            until(() -> isClosing, () -> "somebody closes the handler's stream");
        }

        public void letClose() {
            mayClose.countDown();
        }

        public synchronized Feed give(Object... items) {
            for (Object item : items) {
                given.add(item);
                readers.forEach(reader -> reader.add(item));
            }
            return this;
        }

        public Feed end() {
            return give(END);
        }

        @Override
        public synchronized HandlerInstance<Object> obtain() {
            BlockingQueue<Object> reader = new LinkedBlockingQueue<>(given);
            readers.add(reader);
            opened.incrementAndGet();
            Stream<Object> items = Stream.generate(() -> next(reader)).takeWhile(item -> item != END);
            return new HandlerInstance<>() {
                @Override
                public Opened<Object> open(Object request, Switchover<Object> switchover) {
                    return new Opened.Pulled<>(items.onClose(Feed.this::close));
                }

                @Override
                public void release() {}
            };
        }

        private void close() {
            isClosing = true;
            if (isSlowToClose) {
                awaitDeaf(mayClose);
            }
            closed.incrementAndGet();
        }

        /** Whoever pulls waits until this is open, and hears of no interrupt. */
        public Feed hanging(CountDownLatch gate) {
            hangs = gate;
            return this;
        }

        private void hang() {
            CountDownLatch gate = hangs;
            if (gate != null) {
                awaitDeaf(gate);
            }
        }

        private Object next(BlockingQueue<Object> reader) {
            hang();
            Object item;
            try {
                item = reader.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return END;
            }
            pulled.incrementAndGet();
            // Longer than a frame waits for others, so that each goes out at once.
            time.advance(ofMillis(2));
            if (item instanceof Exception failure) {
                throw DeliveryHarness.<RuntimeException>sneaky(failure);
            }
            return item;
        }
    }

    /** A client, its connection, and what it has got. */
    public static class Client extends OutputStream {

        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private int breaksAfter = Integer.MAX_VALUE;
        private volatile boolean ended;
        private FakeResponse connection;
        private CountDownLatch gate = new CountDownLatch(0);
        public CompletionStage<StreamSummary> result;

        /** The connection breaks when so many bytes have come through. */
        public Client breakingAfter(int bytes) {
            breaksAfter = bytes;
            return this;
        }

        /** Its response is not written to before this is open. */
        public Client waitingFor(CountDownLatch gate) {
            this.gate = gate;
            return this;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            int passes = Math.min(length, breaksAfter - received.size());
            if (passes > 0) {
                received.write(bytes, offset, passes);
            }
            notifyAll();
            if (passes < length) {
                throw new IOException("broken pipe");
            }
        }

        public Client answeredBy(Function<AsyncResponse, CompletionStage<StreamSummary>> delivering) {
            connection = new FakeResponse(this, false);
            connection.gate = gate;
            result = delivering.apply(connection).whenComplete((summary, failure) -> ended = true);
            return this;
        }

        public Response response() {
            until(() -> connection.resumed != null, () -> "a response");
            return connection.resumed;
        }

        /** Whether the server has got it back. */
        public boolean responseIsOver() {
            return connection.over;
        }

        public synchronized void leave() {
            breaksAfter = 0;
        }

        public synchronized String text() {
            return received.toString(UTF_8);
        }

        /** The last id that came with a whole frame. */
        public String lastId() {
            String frames = wholeFrames();
            int start = frames.lastIndexOf("id: ");
            return start < 0 ? null : frames.substring(start + 4, frames.indexOf('\n', start));
        }

        /** Data of the whole item frames. */
        public List<String> items() {
            return Stream.of(wholeFrames().split("\n\n"))
                    .filter(frame -> frame.contains("event: item\n"))
                    .map(frame -> frame.substring(frame.indexOf("data: ") + 6, frame.lastIndexOf("\nid: ")))
                    .toList();
        }

        private String wholeFrames() {
            String text = text();
            int end = text.lastIndexOf("\n\n");
            return end < 0 ? "" : text.substring(0, end + 2);
        }

        public void await(String part) {
            until(() -> text().contains(part), () -> "'" + part + "' in " + text());
        }

        public void awaitEnd() {
            until(() -> ended, () -> "the end of " + text());
        }
    }

    /** Waits until the gate is open, hears of no interrupt, and passes it on. */
    public static void awaitDeaf(CountDownLatch gate) {
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** So long a source takes for an item. */
    public static void pauseOfAWhile() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }

    public static void until(BooleanSupplier condition, Supplier<String> what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what.get());
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Lets silence grow until a heartbeat has come: it may have been broken at a later time than it was seen to be. */
    public void awaitHeartbeat(Supplier<String> received) {
        turnUntil(Rules.HEARTBEAT, () -> received.get().contains("\n\n:\n"), () -> "a heartbeat in " + received.get());
    }

    /** Turns the clock when all threads of streams and responses wait: what they are at is not later than it was. */
    public void turn(Duration by) {
        until(this::isAtRest, () -> "all threads wait");
        time.advance(by);
    }

    /**
     * Turns the clock by so much, again and again, each time when all threads of streams and responses wait: one that is on
     * its way is not late, however long the machine lets it wait.
     */
    public void turnUntil(Duration by, BooleanSupplier condition, Supplier<String> what) {
        until(
                () -> {
                    if (isAtRest()) {
                        time.advance(by);
                    }
                    return condition.getAsBoolean();
                },
                what);
    }

    /** The application stops, on a thread of its own: others may wait for the machine's common ones. */
    public CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(this::close, Thread.ofVirtual()::start);
    }

    public Feed feed() {
        return new Feed();
    }

    public Chain<Object> chain(Feed primary) {
        return new Chain<>(List.of(step("LiveItems", primary, null)));
    }

    public Chain<Object> chain(Feed primary, Feed fallback, Continuation continuation) {
        FallbackRule takeover =
                new FallbackRule(new FailureFilter(List.of(Exception.class), List.of()), continuation, 1);
        return new Chain<>(
                List.of(step("LiveItems", primary, null), step("CachedItems", fallback, takeover)),
                Chain.MOST_KEYS,
                item -> item,
                line -> Integer.valueOf(new String(line, UTF_8)));
    }

    public Client connect(Chain<Object> chain) {
        return connect(chain, Ask.USUAL, null, null, new Client());
    }

    /** The same client again, which sends the id that it got last. */
    public Client reconnect(Chain<Object> chain, Client before) {
        return connect(chain, Ask.USUAL, null, before.lastId(), new Client());
    }

    public Client connect(Chain<Object> chain, Object request, String user, String lastEventId, Client client) {
        new Caller(user, lastEventId, false, null, null).enter();
        return client.answeredBy(response -> sse.deliver(chain, request, StreamContext.ENCLOSING, response));
    }

    public Client askForHead(Chain<Object> chain) {
        new Caller(null, null, true, null, null).enter();
        return new Client().answeredBy(response -> sse.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, response));
    }

    public String issue(Chain<Object> chain, Object request, String user) {
        new Caller(user, null, false, null, null).enter();
        return sse.issue(chain, request, () -> StreamContext.ENCLOSING);
    }

    /** A client that nobody knows, with a ticket. */
    public Client redeem(String ticket, String lastEventId) {
        new Caller(null, lastEventId, false, null, null).enter();
        return new Client().answeredBy(response -> sse.deliver(ticket, StreamContext.ENCLOSING, response));
    }

    /** The usual request of this user, with this id, to a sink. */
    public FakeSink deliver(Chain<Object> chain, String user, String lastEventId, FakeSink sink) {
        new Caller(user, lastEventId, false, null, null).enter();
        sink.result = sinks.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, sink, new FakeSse());
        return sink;
    }

    private Step<Object> step(String name, HandlerSource<Object> handlers, FallbackRule takeover) {
        Circuit circuit = takeover == null ? new Recording() : Circuit.NONE;
        return new Step<>(name, Object.class, Shape.PULLED, handlers, Guards.of(name, circuit), takeover);
    }

    private final class Recording implements Circuit {
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
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }
}
