package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitPolicy;
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
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What inspectors cost the streams: nothing that can be told from noise. No part of the build; see docs/benchmark.md.
 *
 * <p>All variants run within one JVM, each for a moment, block after block, in another order in each; each is compared
 * with those of its block that are not recorded. These are two and the same: what lies between the two is noise. There is
 * always a stream that waits for a processor, so that whatever is done besides takes from the streams.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class DataPathBenchmark {

    private static final int BLOCKS = Integer.getInteger("benchmark.blocks", 300);
    private static final int WARM_UP = Integer.getInteger("benchmark.warm-up", 40);
    private static final long ROUND_MILLIS = Long.getLong("benchmark.millis", 150);
    private static final long SEED = Long.getLong("benchmark.seed", 1);
    private static final int ITEMS = 100;
    private static final int ONE_SWITCHES_OF = 10;
    private static final SecureRandom SECURE = new SecureRandom();
    private static final UncheckedIOException CUT = new UncheckedIOException(new ConnectException("refused"));

    /** What is asked for. */
    record Ask(boolean switches) {}

    /** Like an item of the demo. */
    public record Quake(String id, double magnitude, String place, double latitude, double longitude, long time) {}

    private static final List<Quake> QUAKES = IntStream.range(0, ITEMS)
            .mapToObj(i -> new Quake("us7000" + i, 2.5 + i % 40 / 10.0, i + " km S of Hilo, Hawaii", 19.7, -155.1, i))
            .toList();

    /** Who watches. */
    enum Variant {
        NOT_RECORDED("not recorded"),
        NOT_RECORDED_AGAIN("not recorded, again"),
        RECORDED("recorded, no inspector"),
        THREE("three inspectors"),
        STALLED("one that stops reading"),
        KILLED("one that is killed");

        private final String words;

        Variant(String words) {
            this.words = words;
        }

        boolean isRecorded() {
            return this != NOT_RECORDED && this != NOT_RECORDED_AGAIN;
        }
    }

    /** How the items go to their consumer. */
    enum Way {
        /** As Server-Sent Events with JSON, to a client that reads at once: the whole way but the server's own part. */
        DELIVERED(4),

        /** Pulled one by one and dropped: the engine alone, so the dearest that recording can look. */
        PULLED(1);

        private final int streamsAtATime;

        Way(int streamsOfAProcessor) {
            this.streamsAtATime = streamsOfAProcessor * Runtime.getRuntime().availableProcessors();
        }
    }

    /** What a round has shown. */
    private record Figures(
            double streamsPerSecond, double cpuMicrosPerStream, double eventsPerStream, long toldBytes) {}

    /** Takes everything, then perhaps nothing more. */
    private static final class Reader extends OutputStream {
        private final CountDownLatch gone = new CountDownLatch(1);
        private final boolean stalls;
        private final LongAdder bytes;
        private volatile boolean broken;
        private int writes;

        Reader(boolean stalls, LongAdder bytes) {
            this.stalls = stalls;
            this.bytes = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] text, int offset, int length) throws IOException {
            writes++;
            if (stalls && writes > 3) {
                stall();
            }
            if (broken) {
                throw new IOException("broken pipe");
            }
            bytes.add(length);
        }

        private void stall() throws IOException {
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("broken pipe");
        }

        void kill() {
            broken = true;
            gone.countDown();
        }
    }

    /** An application, recorded or not. */
    private static final class Rig implements AutoCloseable {
        private final SystemTime time = new SystemTime();
        private final OpenRuns runs = new OpenRuns();
        private final LongAdder events = new LongAdder();
        private final LongAdder told = new LongAdder();
        private final Inspector inspector = new Inspector(
                new InspectorRules(true, true, 65_536, 8, 8, "north-1"),
                "r1",
                new LiveResponses(time, Threads.VIRTUAL, Rules.usual().responses()),
                runs,
                time,
                InstantSource.system());
        private final Chain<Object> chain;
        private final StreamEngine engine;
        private final DeliveryContext context;
        private final SseDelivery delivery;

        Rig(boolean recorded, Jsonb jsonb) {
            Telemetry nobody = event -> events.increment();
            engine = new StreamEngine(
                    time,
                    Threads.VIRTUAL,
                    new Random(1),
                    recorded ? inspector.before(nobody) : nobody,
                    new EventTurns(event -> {}, 1),
                    runs,
                    Rig::newId);
            DeliveryRules rules = Rules.withoutHolding();
            context = DeliveryContext.of(engine, rules, () -> LineEncoder.of(jsonb::toJson), new Random(1));
            delivery = new SseDelivery(context, new LiveResponses(time, Threads.VIRTUAL, rules.responses()));
            var circuit = new GuardedCircuit(
                    "LiveQuakes",
                    new CircuitPolicy(List.of(Exception.class), List.of(), Duration.ofSeconds(5), 100, 0.9, 1),
                    new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                    time,
                    (name, from, to) -> {});
            inspector.show(List.of(circuit));
            chain = new Chain<>(List.of(
                    step("LiveQuakes", Rig::live, circuit, null),
                    step(
                            "CatalogueQuakes",
                            request -> QUAKES.subList(ITEMS / 2, ITEMS).stream(),
                            Circuit.NONE,
                            new FallbackRule(
                                    new FailureFilter(List.of(Exception.class), List.of()), Continuation.RESTART, 0))));
        }

        /** As an application makes them. */
        private static String newId() {
            byte[] id = new byte[8];
            SECURE.nextBytes(id);
            return HexFormat.of().formatHex(id);
        }

        private static Stream<Quake> live(Ask ask) {
            return ask.switches()
                    ? Stream.concat(
                            QUAKES.subList(0, ITEMS / 2).stream(), Stream.of(1).map(one -> {
                                throw CUT;
                            }))
                    : QUAKES.stream();
        }

        private static Step<Object> step(
                String name, Function<Ask, Stream<Quake>> items, Circuit circuit, FallbackRule takeover) {
            HandlerSource<Object> handlers = () -> new HandlerInstance<>() {
                @Override
                public Opened<Object> open(Object request, Switchover<Object> switchover) {
                    return new Opened.Pulled<>(items.apply((Ask) request).map(Object.class::cast));
                }

                @Override
                public void release() {}
            };
            return new Step<>(
                    name, DataPathBenchmark.class, Shape.PULLED, handlers, Guards.of(name, circuit), takeover);
        }

        Reader watch(boolean stalls) {
            Reader reader = new Reader(stalls, told);
            FeedPlaces.Answer open = inspector.open(
                    response(reader),
                    LiveResponses.Form.EVENTS,
                    new FeedCaller("quakes", "Server 1", null, false, null));
            assertThat(open).isEqualTo(FeedPlaces.Answer.TAKEN);
            return reader;
        }

        private SseDelivery known() {
            Callers.begin();
            return delivery;
        }

        /** One stream, from its request to its end. */
        void serve(Way way, boolean switches) {
            Ask ask = new Ask(switches);
            switch (way) {
                case DELIVERED ->
                    known().deliver(chain, ask, StreamContext.ENCLOSING, response(OutputStream.nullOutputStream()))
                            .toCompletableFuture()
                            .join();
                case PULLED -> {
                    try (StreamRun<Object> run =
                            engine.prepare(chain, ask, StreamContext.ENCLOSING, (position, from, to, cause) -> {})) {
                        while (run.next() != null) {
                            // Dropped.
                        }
                    }
                }
            }
        }

        @Override
        public void close() {
            inspector.close();
            context.stop(context.time());
            time.close();
        }

        private static AsyncResponse response(OutputStream out) {
            return (AsyncResponse) Proxy.newProxyInstance(
                    DataPathBenchmark.class.getClassLoader(),
                    new Class<?>[] {AsyncResponse.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("resume")) {
                            ((StreamingOutput) ((Response) arguments[0]).getEntity()).write(out);
                            return true;
                        }
                        return List.of();
                    });
        }
    }

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Random random = new Random(SEED);

    @Test
    void delivered() throws Exception {
        compare(Way.DELIVERED);
    }

    @Test
    void pulled() throws Exception {
        compare(Way.PULLED);
    }

    private void compare(Way way) throws InterruptedException {
        Map<Variant, List<Figures>> shown = new EnumMap<>(Variant.class);
        Jsonb jsonb = JsonbBuilder.create();
        for (int block = -WARM_UP; block < BLOCKS; block++) {
            List<Variant> order = new ArrayList<>(Arrays.asList(Variant.values()));
            Collections.shuffle(order, random);
            for (Variant variant : order) {
                // A new one each time: two that are alike differ by a few percent for as long as they live.
                try (Rig rig = new Rig(variant.isRecorded(), jsonb)) {
                    Figures figures = round(rig, way, variant);
                    if (block >= 0) {
                        shown.computeIfAbsent(variant, key -> new ArrayList<>()).add(figures);
                    }
                }
            }
        }
        print(way, shown);
        assertThat(shown.get(Variant.THREE)).as("what was told").allMatch(figures -> figures.toldBytes() > 0);
    }

    private Figures round(Rig rig, Way way, Variant variant) throws InterruptedException {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < (variant == Variant.THREE ? 3 : 1) && variant.ordinal() >= Variant.THREE.ordinal(); i++) {
            readers.add(rig.watch(variant == Variant.STALLED));
        }
        long begin = System.nanoTime();
        long cpu = machine.getProcessCpuTime();
        long end = begin + TimeUnit.MILLISECONDS.toNanos(ROUND_MILLIS);
        AtomicLong streams = new AtomicLong();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < way.streamsAtATime; i++) {
            callers.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    rig.serve(way, streams.incrementAndGet() % ONE_SWITCHES_OF == 0);
                }
            }));
        }
        if (variant == Variant.KILLED) {
            TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS / 2);
            readers.forEach(Reader::kill);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (machine.getProcessCpuTime() - cpu) / 1e3;
        readers.forEach(Reader::kill);
        return new Figures(
                streams.get() / seconds,
                micros / streams.get(),
                rig.events.sum() / (double) streams.get(),
                rig.told.sum());
    }

    private void print(Way way, Map<Variant, List<Figures>> shown) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %d blocks of %d ms each, streams of %d items, one in %d switches over, %d at a time%n%n"
                        + "| | streams/s | CPU µs/stream | CPU ns/item | streams/s, against not recorded | CPU, against not recorded |%n"
                        + "|---|---|---|---|---|---|%n",
                way,
                BLOCKS,
                ROUND_MILLIS,
                ITEMS,
                ONE_SWITCHES_OF,
                way.streamsAtATime));
        List<List<Figures>> first = List.of(shown.get(Variant.NOT_RECORDED));
        List<List<Figures>> both = List.of(shown.get(Variant.NOT_RECORDED), shown.get(Variant.NOT_RECORDED_AGAIN));
        shown.forEach((variant, figures) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %s | %s |%n",
                variant.words,
                spread(figures, Figures::streamsPerSecond),
                spread(figures, Figures::cpuMicrosPerStream),
                median(values(figures, Figures::cpuMicrosPerStream)) * 1000 / ITEMS,
                against(figures, variant.isRecorded() ? both : first, Figures::streamsPerSecond),
                against(figures, variant.isRecorded() ? both : first, Figures::cpuMicrosPerStream))));
        text.append(String.format(
                Locale.ROOT,
                "%nOf the recorded ones against the recorded one without inspector, CPU: three %s, stopped %s, killed %s%n",
                against(shown.get(Variant.THREE), List.of(shown.get(Variant.RECORDED)), Figures::cpuMicrosPerStream),
                against(shown.get(Variant.STALLED), List.of(shown.get(Variant.RECORDED)), Figures::cpuMicrosPerStream),
                against(shown.get(Variant.KILLED), List.of(shown.get(Variant.RECORDED)), Figures::cpuMicrosPerStream)));
        text.append(String.format(
                Locale.ROOT,
                "%.1f events of each stream; three inspectors were told %.1f MB in each round%n",
                median(values(shown.get(Variant.RECORDED), Figures::eventsPerStream)),
                median(values(shown.get(Variant.THREE), Figures::toldBytes)) / 1e6));
        System.out.println(text);
    }

    /** Median, and the middle half. */
    private static String spread(List<Figures> figures, ToDoubleFunction<Figures> which) {
        double[] values = values(figures, which);
        Arrays.sort(values);
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f–%.1f)",
                median(values),
                values[values.length / 4],
                values[values.length * 3 / 4]);
    }

    /** The median of what lies between it and the others in each block, and where it lies in 95 of 100 samples of the blocks. */
    private String against(List<Figures> figures, List<List<Figures>> others, ToDoubleFunction<Figures> which) {
        double[] percents = new double[figures.size()];
        for (int i = 0; i < percents.length; i++) {
            int block = i;
            double other = others.stream()
                    .mapToDouble(list -> which.applyAsDouble(list.get(block)))
                    .average()
                    .orElseThrow();
            percents[i] = (which.applyAsDouble(figures.get(i)) / other - 1) * 100;
        }
        double[] medians = new double[2_000];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = median(random.ints(percents.length, 0, percents.length)
                    .mapToDouble(at -> percents[at])
                    .toArray());
        }
        Arrays.sort(medians);
        return String.format(
                Locale.ROOT,
                "%+.1f %% (%+.1f to %+.1f)",
                median(percents),
                medians[medians.length / 40],
                medians[medians.length * 39 / 40]);
    }

    private static double[] values(List<Figures> figures, ToDoubleFunction<Figures> which) {
        return figures.stream().mapToDouble(which).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
