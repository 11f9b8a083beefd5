package org.cqrsjakarta.internal.stream.exerciser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.PulledStream;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.stream.SwitchoverListener;
import org.cqrsjakarta.internal.stream.Takeover;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

/** One engine with one chain, and one to three streams of it at once, all drawn from one seed. */
final class Round {

    /** One in how many rounds has a stack that is all but exhausted; 0: none. */
    private static final int EXHAUSTED = Integer.getInteger("exerciser.exhausted", 0);

    private static final int MOST_FRAMES = 300;
    private static final Duration BOUND = Duration.ofSeconds(20);

    final long seed;
    final boolean isTurned;
    final int stackFrames;
    final CountedTime time;
    final OpenRuns open = new OpenRuns();
    final ExercisedChain chain;
    final List<ExercisedStream> streams = new ArrayList<>();
    final Queue<HandlerUse> uses = new ConcurrentLinkedQueue<>();
    final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    final Told told = new Told();
    final Disturbances disturbances;

    /** A handler of whichever stream has touched the interrupts of its thread. */
    volatile boolean handlersTouchInterrupts;

    private final SplittableRandom random;
    private final Noticed log;
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> placesTaken = new ConcurrentHashMap<>();
    private final ManualTime turned = new ManualTime();
    private final StreamEngine engine;
    private final Chain<Item> inner;
    private final Threads kind;
    private final Queue<ExercisedStream> innerStreams = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    Round(long seed, boolean mayExhaustStack, SystemTime system, Noticed log) {
        this.seed = seed;
        this.log = log;
        this.random = new SplittableRandom(seed);
        isTurned = random.nextInt(3) == 0;
        int lot = random.nextInt(1 << 20);
        boolean exhaustsStack = EXHAUSTED > 0 && lot % EXHAUSTED == 0;
        int frames = 1 + random.nextInt(MOST_FRAMES);
        stackFrames = exhaustsStack && mayExhaustStack ? frames : 0;
        Time clock = isTurned ? turned : system;
        time = new CountedTime(clock);
        kind = random.nextInt(4) == 0 ? Round::platform : Threads.VIRTUAL;
        AtomicInteger ids = new AtomicInteger();
        String prefix = "s" + Long.toHexString(seed) + "-";
        engine = new StreamEngine(
                time,
                this::start,
                new Random(seed),
                told::add,
                new EventTurns(this::observe, 1 + random.nextInt(3)),
                open,
                () -> prefix + ids.incrementAndGet());
        chain = new ExercisedChain(this, random, clock);
        inner = ExercisedChain.calm(this, chain.length);
        int count = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
        for (int i = 0; i < count; i++) {
            Way way = Way.values()[random.nextInt(Way.values().length)];
            ExercisedStream stream = new ExercisedStream(this, random.split(), way, random.nextInt(3) == 0);
            int lost = random.nextInt(2 * ExercisedChain.MOST_STEPS);
            int position = random.nextInt(chain.length + 1);
            stream.prepare(
                    chain.chain.canTakeOver(lost)
                            ? takenOver(stream.takesOver(prefix + "lost-" + i, lost, position), stream)
                            : engine.prepare(chain.chain, stream, StreamContext.ENCLOSING, SwitchoverListener.NONE));
            streams.add(stream);
        }
        List<GuardedCircuit> circuits = chain.links.stream()
                .map(link -> link.circuit().guarded())
                .filter(Objects::nonNull)
                .toList();
        disturbances = new Disturbances(this, random.split(), streams, circuits);
    }

    private StreamRun<Item> takenOver(Takeover<Item> takeover, ExercisedStream stream) {
        return engine.prepare(chain.chain, stream, StreamContext.ENCLOSING, takeover, SwitchoverListener.NONE);
    }

    private static Thread platform(String name, Runnable task) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .start(task);
    }

    Noticed log() {
        return log;
    }

    Thread start(String name, Runnable task) {
        Thread thread = kind.start(name, task);
        threads.add(thread);
        return thread;
    }

    void violated(String rule) {
        violations.add(rule);
    }

    Queue<String> violations() {
        return violations;
    }

    void created(HandlerUse use) {
        uses.add(use);
        if (use.isOfInnerChain()) {
            return;
        }
        int places = chain.links.get(use.step).places();
        int taken = taken(use.step).incrementAndGet();
        if (places > 0 && taken > places) {
            violated(taken + " uses of step " + use.step + " at once, which has " + places + " places");
        }
    }

    void placeLeft(int step) {
        taken(step).decrementAndGet();
    }

    private AtomicInteger taken(int step) {
        return placesTaken.computeIfAbsent(step, any -> new AtomicInteger());
    }

    /** A stream of the calm chain, as a handler or a consumer opens it. */
    Stream<Item> innerStream() {
        ExercisedStream stream = new ExercisedStream(this, new SplittableRandom(seed), Way.FOR_EACH, false);
        stream.left = true;
        stream.prepare(engine.prepare(inner, stream, StreamContext.ENCLOSING, SwitchoverListener.NONE));
        innerStreams.add(stream);
        return PulledStream.of(stream.run());
    }

    void consumeInner() {
        try (Stream<Item> items = innerStream()) {
            items.forEach(item -> {});
        }
    }

    /** Whether this item may reach the consumer now. */
    void checkTaken(ExercisedStream stream, Item item) {
        HandlerUse use = item.use();
        int raises = use.plan.raises();
        boolean raised = raises > 0
                && item.key() % raises == 0
                && chain.links.get(use.step).form().raisesInTime();
        if (raised && stackFrames == 0 && !stream.wasObserved(new Raised(use, item.key(), 1))) {
            violated("item " + item.key() + " of " + use + " was handed on before its events");
        }
        boolean undisturbed = !stream.left && !disturbances.interrupts;
        if (stream.belongsToStream()
                && undisturbed
                && stream.way().isOnConsumersThread()
                && Thread.currentThread().isInterrupted()) {
            violated(stream + " has an interrupt of a handler at item " + item.key());
        }
    }

    private void observe(Object event) {
        Raised raised = (Raised) event;
        raised.use().stream.observed(raised);
        if (raised.serial() == 0 && raised.key() % 7 == 3) {
            new InjectedDomainEvents(null).raise(new Raised(raised.use(), raised.key(), 2));
        }
        if (raised.key() % 11 == 5) {
            throw new IllegalStateException("an observer's own");
        }
    }

    /** The application stops. */
    void stop() {
        open.closeAll(this::start, time);
    }

    /** Runs it to the end of everything that was begun. */
    void run() throws InterruptedException {
        Thread turner = isTurned ? Thread.ofVirtual().start(this::turn) : null;
        CountDownLatch over = new CountDownLatch(streams.size());
        for (ExercisedStream stream : streams) {
            Thread consumer = consumer(() -> {
                stream.consume(stackFrames);
                over.countDown();
            });
            stream.consumedBy(consumer);
        }
        streams.forEach(stream -> stream.consumer().start());
        disturbances.begin();
        if (!over.await(random.nextInt(2, 40), TimeUnit.MILLISECONDS)) {
            closeAll();
        }
        if (!over.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
            violated("consumers do not come to their end" + Standing.of(this));
        } else {
            closeAll();
            settle();
        }
        isOver = true;
        if (turner != null) {
            turner.join();
        }
    }

    private void closeAll() {
        for (ExercisedStream stream : streams) {
            if (!stream.isOver) {
                stream.left = true;
            }
            stream.run().close();
        }
        if (stackFrames > 0) {
            // A handler that has no room to close what it consumes leaves that to whoever comes next.
            innerStreams.forEach(stream -> stream.run().close());
        }
        // What closes a handler may leave one, and here it is nobody's.
        Thread.interrupted();
    }

    private Thread consumer(Runnable task) {
        if (stackFrames > 0) {
            return new Thread(null, task, "consumer", 512 << 10);
        }
        return random.nextBoolean()
                ? Thread.ofVirtual().name("consumer").unstarted(task)
                : new Thread(null, task, "consumer");
    }

    private void settle() {
        long end = System.nanoTime() + BOUND.toNanos();
        List<String> open = Given.back(this);
        while (!open.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(200_000);
            open = Given.back(this);
        }
        if (!open.isEmpty()) {
            violated("after " + BOUND + ": " + open + Standing.of(this));
        }
        stop();
        new Verdict(this).check();
    }

    private void turn() {
        SplittableRandom by = new SplittableRandom(seed);
        while (!isOver) {
            turned.advance(Duration.ofMillis(by.nextInt(1, 40)));
            LockSupport.parkNanos(by.nextInt(1_000_000));
        }
    }

    @Override
    public String toString() {
        return chain + (isTurned ? ", clock turned" : "")
                + (stackFrames > 0 ? ", stack of " + stackFrames + " frames" : "")
                + (disturbances.interrupts ? ", interrupted" : "") + (disturbances.leaves ? ", left by others" : "")
                + "\n  streams: " + streams + "\n  uses: " + uses;
    }
}
