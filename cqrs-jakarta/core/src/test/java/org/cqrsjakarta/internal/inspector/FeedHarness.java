package org.cqrsjakarta.internal.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

/** An application's inspector without its server, under a clock that stands still. */
final class FeedHarness {

    /** What is asked for. */
    record Ask() {}

    static final int RING = 8;

    final ManualTime manual = new ManualTime();

    /** Where it began is arbitrary: here, so that it does not count from 0 upwards. */
    final Time time = new Time() {
        @Override
        public long nanos() {
            return manual.nanos() - Duration.ofDays(100_000).toNanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            return manual.schedule(delay, task);
        }
    };

    final WallTime clock = new WallTime(time, InstantSource.fixed(Instant.EPOCH.plusSeconds(1)));
    final FactRing ring = new FactRing(RING);
    final OpenRuns runs = new OpenRuns();
    final GuardedCircuit circuit = new GuardedCircuit(
            "Live",
            new CircuitPolicy(
                    List.of(IOException.class), List.of(IllegalStateException.class), Duration.ofSeconds(5), 4, 0.5, 2),
            new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30)),
            time,
            (name, from, to) -> {});
    final MessageWriter messages = new MessageWriter(clock);
    final Feed.Sources sources =
            new Feed.Sources(ring, runs, () -> List.of(circuit.facts()), new Batches(ring, messages), messages, time);
    private final AtomicInteger ids = new AtomicInteger();
    final StreamEngine engine = new StreamEngine(
            time,
            Threads.VIRTUAL,
            new Random(1),
            new Recorder(ring, clock),
            new EventTurns(event -> {}, 1),
            runs,
            () -> "s" + ids.incrementAndGet());

    static Origin origin() {
        return new Origin("north-1", "quakes", "Server 1", "r1");
    }

    /** A stream of this many items, not begun. */
    StreamRun<Integer> stream(int items) {
        return engine.prepare(
                new Chain<>(List.of(step("Live", items))),
                new Ask(),
                StreamContext.ENCLOSING,
                (position, from, to, cause) -> {});
    }

    private static Step<Integer> step(String name, int items) {
        HandlerSource<Integer> handlers = () -> new HandlerInstance<>() {
            @Override
            public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                return new Opened.Pulled<>(Stream.iterate(1, item -> item + 1).limit(items));
            }

            @Override
            public void release() {}
        };
        return new Step<>(name, FeedHarness.class, Shape.PULLED, handlers, Guards.of(name, Circuit.NONE), null);
    }

    /** Puts down so many facts, which say which they are. */
    void record(int from, int until) {
        for (int number = from; number < until; number++) {
            ring.add(new Fact.Progress(clock.micros(), "s", number, false));
        }
    }

    Client connect(LiveResponses.Form form, String lastEventId) {
        return new Client(onEnd -> new Feed(sources, form, origin(), false, Reached.parse(lastEventId), onEnd));
    }

    Client connect() {
        return connect(LiveResponses.Form.LINES, null);
    }

    /** Reads a feed on a thread of its own. */
    final class Client {

        final Feed feed;
        final Thread thread;
        final AtomicInteger ends;
        private final List<String> got = new ArrayList<>();
        private volatile boolean gone;

        private Client(Function<Consumer<Feed>, Feed> feed) {
            this.ends = new AtomicInteger();
            this.feed = feed.apply(over -> ends.incrementAndGet());
            this.thread = Thread.ofVirtual().start(this::read);
        }

        private void read() {
            Bell bell = new Bell();
            FrameBuffer buffer = new FrameBuffer();
            feed.begin(bell);
            Frames.Next next = Frames.Next.MORE;
            while (next != Frames.Next.END && !gone) {
                next = feed.take(buffer);
                keep(buffer);
                if (next == Frames.Next.LATER && feed.isShortOf(1)) {
                    bell.await();
                }
            }
            feed.over(next == Frames.Next.END);
        }

        private void keep(FrameBuffer buffer) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                buffer.drainTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            synchronized (got) {
                // Each message ends at the end of its lines: an object's, or a block's.
                Stream.of(bytes.toString(UTF_8).split("(?<=\\}\n(?!\n|id))|(?<=\n\n)"))
                        .filter(message -> !message.isEmpty())
                        .forEach(got::add);
            }
        }

        void leave() {
            gone = true;
        }

        /** What has come since this was asked last, when the feed has nothing to say any more. */
        List<String> news() throws InterruptedException {
            manual.awaitWaiting(1);
            return taken();
        }

        /** The same, after the feed has looked so often again. */
        List<String> newsAfter(int looks) throws InterruptedException {
            for (int i = 0; i < looks; i++) {
                manual.awaitWaiting(1);
                manual.advance(Feed.BETWEEN_BATCHES);
            }
            return news();
        }

        /** What has come, when the feed is over. */
        List<String> lastNews() throws InterruptedException {
            thread.join();
            return taken();
        }

        private List<String> taken() {
            synchronized (got) {
                List<String> taken = List.copyOf(got);
                got.clear();
                taken.stream().filter(message -> message.startsWith("{")).forEach(ProtocolSchema::assertKeepsTo);
                return taken;
            }
        }
    }
}
