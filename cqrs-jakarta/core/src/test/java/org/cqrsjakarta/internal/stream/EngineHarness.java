package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/** Chains of scripts, run by a real engine under a clock that stands still. */
final class EngineHarness {

    final ManualTime time = new ManualTime();
    final List<TelemetryEvent> events = new CopyOnWriteArrayList<>();
    final List<String> journal = new CopyOnWriteArrayList<>();
    final List<String> switchovers = new CopyOnWriteArrayList<>();
    private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Kind primaryKind;
    private final Kind fallbackKind;
    private final Consumption consumption;
    final StreamEngine engine;

    /** Pulled handlers, pulled. */
    EngineHarness() {
        this(Kind.PULLED, Kind.PULLED, Consumption.PULL);
    }

    EngineHarness(Kind primary, Kind fallback, Consumption consumption) {
        this(primary, fallback, consumption, event -> {});
    }

    EngineHarness(Kind primary, Kind fallback, Consumption consumption, Consumer<Object> observer) {
        this.primaryKind = primary;
        this.fallbackKind = fallback;
        this.consumption = consumption;
        this.engine = new StreamEngine(
                time,
                this::startThread,
                new Random(1),
                events::add,
                new EventTurns(observer, 1),
                new OpenRuns(),
                () -> "s" + ids.incrementAndGet());
    }

    private Thread startThread(String name, Runnable task) {
        Thread thread = Threads.VIRTUAL.start(name, task);
        started.add(thread);
        return thread;
    }

    Script script(String name, List<Integer> keys, @Nullable Throwable failure) {
        return new Script(name, keys, failure, journal);
    }

    static FallbackRule takeover(Continuation continuation, int remember) {
        return new FallbackRule(new FailureFilter(List.of(Exception.class), List.of()), continuation, remember);
    }

    Step<Script.Item> primary(Script script, Circuit circuit) {
        return step("Primary", script.as(primaryKind.shape), circuit, null, primaryKind);
    }

    Step<Script.Item> fallback(String name, Script script, FallbackRule takeover) {
        return step(name, script.as(fallbackKind.shape), Circuit.NONE, takeover, fallbackKind);
    }

    /** A step whose handler opens a stream, whatever the kinds. */
    static <R> Step<R> step(String name, HandlerSource<R> handlers, Circuit circuit, @Nullable FallbackRule takeover) {
        return step(name, handlers, circuit, takeover, Kind.PULLED);
    }

    static <R> Step<R> step(
            String name, HandlerSource<R> handlers, Circuit circuit, @Nullable FallbackRule takeover, Kind kind) {
        Guards guards = Guards.of(name, circuit, Bulkhead.NONE, RetryRule.NONE, kind.limits);
        return new Step<>(name, EngineHarness.class, kind.shape, handlers, guards, takeover);
    }

    StreamRun<Script.Item> run(Step<Script.Item> primary, Step<Script.Item> fallback) {
        return run(List.of(primary, fallback));
    }

    StreamRun<Script.Item> run(List<Step<Script.Item>> steps) {
        return run(steps, 0);
    }

    /** A run for a client that was given so many items before. */
    StreamRun<Script.Item> run(List<Step<Script.Item>> steps, long given) {
        return engine.prepare(
                new Chain<>(steps), new Script.Request(), StreamContext.ENCLOSING, given, this::switchedOver);
    }

    /** A run that goes on with a stream of a lost node. */
    StreamRun<Script.Item> run(List<Step<Script.Item>> steps, Takeover<Script.Item> takeover) {
        return engine.prepare(
                new Chain<>(steps), new Script.Request(), StreamContext.ENCLOSING, takeover, this::switchedOver);
    }

    private void switchedOver(long position, String from, String to, Throwable cause) {
        switchovers.add(
                position + " " + from + " " + to + " " + cause.getClass().getSimpleName());
    }

    /** Consumes a run in the way of this harness. */
    <R> List<R> drain(StreamRun<R> run) {
        return consumption.drain(run);
    }

    /** Waits for the threads of handlers, which come to their end after their stream does. */
    void awaitThreads() throws InterruptedException {
        for (Thread thread : started) {
            thread.join();
        }
    }

    /** Somebody leaves a handler that does not come out, and waits for it as long as is allowed. */
    void losePatience() throws InterruptedException {
        time.awaitWaiting(1);
        time.advance(Settlement.PATIENCE);
    }

    /** Waits until every source waits for its consumer, or has ended: its thread is parked, and no clock runs. */
    void awaitStandstill() {
        while (time.waiting() > 0 || !started.stream().allMatch(EngineHarness::standsStill)) {
            Thread.onSpinWait();
        }
    }

    private static boolean standsStill(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED;
    }

    /** A handler that opens just this. */
    static <R> HandlerSource<R> opening(Opened<R> opened) {
        return () -> new HandlerInstance<>() {
            @Override
            public Opened<R> open(Object request, Switchover<R> switchover) {
                return opened;
            }

            @Override
            public void release() {}
        };
    }

    /** A handler that opens just this stream. */
    static <R> HandlerSource<R> opening(Stream<R> stream) {
        return opening(new Opened.Pulled<>(stream));
    }

    /** Admits or refuses as told, and keeps what is reported. */
    static final class RecordingCircuit implements Circuit {

        final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        final AtomicInteger items = new AtomicInteger();
        volatile boolean watches = true;
        volatile boolean refuses;

        @Override
        public @Nullable Permit admit() {
            return refuses
                    ? null
                    : new Permit() {
                        @Override
                        public boolean watchesItems() {
                            return watches;
                        }

                        @Override
                        public void item() {
                            items.incrementAndGet();
                        }

                        @Override
                        public void report(Outcome outcome) {
                            outcomes.add(outcome);
                        }
                    };
        }

        @Override
        public Outcome outcomeOf(Throwable cause) {
            return cause instanceof IllegalArgumentException ? Outcome.SUCCEEDED : Outcome.FAILED;
        }
    }
}
