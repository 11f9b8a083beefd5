package org.cqrsjakarta.internal.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.management.ObjectName;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.rest.SseMediator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stream costs whose source has nothing to say: all of ours, and nothing of a server's. */
@Timeout(value = 6, unit = MINUTES) // Each has five minutes of its own, on a machine that others use, too.
class IdleStreamsTest {

    private static final int STREAMS = 2_000;
    private static final int MOST_ROUNDS = 100;
    private static final int UNMEASURED = 4;
    private static final int STEADY_ROUNDS = 5;
    private static final int STEADY_BYTES = 20;
    private static final String STACKS = "jdk.internal.vm.StackChunk";

    /** 3,549 to 3,593 were measured on 2026-11-29. */
    private static final int ALLOWED_BYTES = 3_700;

    /** 520 to 1,080 were measured: how much a compiled stack takes depends on what was inlined into what. */
    private static final int ALLOWED_FOR_STACKS = 1_600;

    /** The pools of the clock and of virtual threads; a thread for each stream would be two thousand. */
    private static final int BREATHING = 40;

    private static final long PATIENCE_SECONDS = 60;

    /** Let through at the end of a round, so many as are open. */
    private static final Semaphore SILENCE = new Semaphore(0);

    record Pull() implements StreamRequest<String> {}

    record Emit() implements StreamRequest<String> {}

    /** With which an item's event begins. */
    private static final String ITEM = "event: item";

    private static void beSilent() {
        try {
            SILENCE.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives an item, so that everything is there that is there after the first, and then none. */
    @StreamingHandler
    static class Pulled implements StreamingRequestHandler<Pull, String> {
        @Override
        public Stream<String> handle(Pull request) {
            return StreamSupport.stream(new OneItem(), false);
        }
    }

    /** As lean as a source can be: what it costs is the application's. */
    private static final class OneItem extends Spliterators.AbstractSpliterator<String> {

        private boolean given;

        OneItem() {
            super(Long.MAX_VALUE, Spliterator.ORDERED);
        }

        @Override
        public boolean tryAdvance(Consumer<? super String> action) {
            if (given) {
                beSilent();
                return false;
            }
            given = true;
            action.accept("item");
            return true;
        }
    }

    @Fallback(of = Pulled.class)
    static class Spare implements StreamingRequestHandler<Pull, String> {
        @Override
        public Stream<String> handle(Pull request) {
            return Stream.of("spare");
        }
    }

    @StreamingHandler
    static class Emitting implements EmittingRequestHandler<Emit, String> {
        @Override
        public void handle(Emit request, Emitter<String> emitter) {
            emitter.emit("item");
            beSilent();
        }
    }

    /** Of a server there is only what it keeps for each connection whatever runs on it. */
    private static final class Connection extends OutputStream {

        private final CountDownLatch flushes;
        private boolean hasItem;

        /** Counts itself down when it has got an item: with how many flushes is the response's affair. */
        Connection(CountDownLatch flushes) {
            this.flushes = flushes;
        }

        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {
            hasItem |= new String(bytes, offset, length, US_ASCII).contains(ITEM);
        }

        @Override
        public void flush() {
            if (hasItem) {
                hasItem = false;
                flushes.countDown();
            }
        }

        AsyncResponse response() {
            return (AsyncResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {AsyncResponse.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("resume")) {
                            write((Response) arguments[0]);
                            return true;
                        }
                        return List.of();
                    });
        }

        /** Servers keep it until it has ended. */
        private Response held;

        private void write(Response response) throws IOException {
            held = response;
            ((StreamingOutput) response.getEntity()).write(this);
        }
    }

    /** Bytes by class. */
    private static Map<String, Long> histogram() throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        String table = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> bytes = new HashMap<>();
        table.lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns[0].endsWith(":"))
                // What the collector leaves between objects, filled so that it can be walked.
                .filter(columns -> !columns[3].contains("jdk.internal.vm.Filler"))
                // Hidden classes have an address for a name.
                .forEach(columns ->
                        bytes.merge(columns[3].replaceAll("/0x.*", ""), Long.parseLong(columns[2]), Long::sum));
        return bytes;
    }

    private static String perStream(Map<String, Long> more) {
        return more.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue()))
                .filter(entry -> entry.getValue() >= STREAMS * 8)
                .map(entry -> "%6d  %s".formatted(entry.getValue() / STREAMS, entry.getKey()))
                .collect(Collectors.joining("\n"));
    }

    /** Opens one stream, and completes when its response has ended. */
    private interface Opening extends Function<AsyncResponse, CompletionStage<?>> {}

    /** As any application would hold a response open: a virtual thread that waits. */
    private static CompletionStage<?> plain(AsyncResponse response) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            response.resume(Response.ok((StreamingOutput) IdleStreamsTest::writeAndWait, "text/event-stream")
                    .header("Cache-Control", "no-store")
                    .header("X-Accel-Buffering", "no")
                    .build());
            ended.complete(null);
        });
        return ended;
    }

    private static void writeAndWait(OutputStream out) throws IOException {
        byte[] item = ITEM.getBytes(US_ASCII);
        out.write(item, 0, item.length);
        out.flush();
        beSilent();
    }

    private static List<CompletionStage<?>> open(Opening opening) throws InterruptedException {
        CountDownLatch flushes = new CountDownLatch(STREAMS);
        List<CompletionStage<?>> open = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            open.add(opening.apply(new Connection(flushes).response()));
        }
        assertThat(flushes.await(PATIENCE_SECONDS, SECONDS))
                .as("all have got an item")
                .isTrue();
        return open;
    }

    private static void end(List<CompletionStage<?>> streams) throws Exception {
        SILENCE.release(STREAMS);
        for (CompletionStage<?> stream : streams) {
            stream.toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
        }
    }

    /**
     * Bytes by class that are there for the open streams once all is compiled: interpreted code, which is all that runs at
     * first, needs three times the stack.
     */
    private static Map<String, Long> steadyCost(Opening opening) throws Exception {
        Map<String, Long> least = cost(opening);
        int idle = 0;
        for (int round = 0; round < MOST_ROUNDS && idle < STEADY_ROUNDS; round++) {
            for (int i = 0; i < UNMEASURED; i++) {
                end(open(opening));
            }
            Map<String, Long> cost = cost(opening);
            idle = sum(cost) < sum(least) - STEADY_BYTES ? 0 : idle + 1;
            least = sum(cost) < sum(least) ? cost : least;
        }
        return least;
    }

    /** Bytes by class that are there for the open streams. */
    private static Map<String, Long> cost(Opening opening) throws Exception {
        Map<String, Long> before = histogram();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        var open = open(opening);
        Map<String, Long> cost = histogram();
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                .as("platform threads")
                .isLessThan(BREATHING);
        end(open);
        before.forEach((type, bytes) -> cost.merge(type, -bytes, Long::sum));
        return cost;
    }

    private static void measure(StreamRequest<String> request) throws Exception {
        try (Deployed app =
                Deployed.with(Map.of("cqrs.sse.resume-streams", "1"), Pulled.class, Spare.class, Emitting.class)) {
            SseMediator mediator = app.mediator();
            Opening plainly = IdleStreamsTest::plain;
            Opening byUs = response -> {
                Callers.begin();
                return mediator.deliver(request, response);
            };
            Map<String, Long> ours = steadyCost(byUs);
            Map<String, Long> plain = steadyCost(plainly);
            System.out.printf(
                    "%s: %,d bytes per idle stream, %,d of them for any response held open%n",
                    request.getClass().getSimpleName(), sum(ours), sum(plain));
            plain.forEach((type, bytes) -> ours.merge(type, -bytes, Long::sum));
            System.out.println(perStream(ours));
            long stacks = ours.getOrDefault(STACKS, 0L) / STREAMS;
            assertThat(stacks).as("bytes of stacks per idle stream").isLessThan(ALLOWED_FOR_STACKS);
            assertThat(sum(ours) - stacks)
                    .as("bytes of objects per idle stream")
                    .isLessThan(ALLOWED_BYTES);
        }
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum() / STREAMS;
    }

    /** Measures, in a JVM of its own. */
    public static void main(String[] request) throws Exception {
        measure(request[0].equals("pull") ? new Pull() : new Emit());
    }

    /**
     * In a JVM that compiles at once: how much of the code on a stack is compiled yet would else depend on what else the
     * machine has to do.
     */
    private static void measureApart(String request) throws Exception {
        Process measuring = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-BackgroundCompilation",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleStreamsTest.class.getName(),
                        request)
                .inheritIO()
                .start();
        try {
            assertThat(measuring.waitFor(5, MINUTES)).as("ended").isTrue();
            assertThat(measuring.exitValue()).isZero();
        } finally {
            measuring.destroyForcibly();
        }
    }

    @Test
    void onePulledTakesFewKilobytes() throws Exception {
        measureApart("pull");
    }

    @Test
    void oneThatEmitsTakesFewKilobytes() throws Exception {
        measureApart("emit");
    }
}
