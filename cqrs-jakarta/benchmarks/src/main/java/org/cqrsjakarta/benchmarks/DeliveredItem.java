package org.cqrsjakarta.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.spi.ItemEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * An item on its way into a response as an event, from one thread to another, and into the journal of its stream. Its JSON is
 * there before, and the server's part is left out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class DeliveredItem {

    private static final int BUFFER = 16 * 1024;

    record Ask() implements StreamRequest<Integer> {}

    /** Gives all items. */
    @StreamingHandler
    public static class Handler implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.ALL.stream();
        }
    }

    /** Has a small record's JSON for each item; of requests, which tell shared streams apart, each is like the other. */
    public static class Encoder implements ItemEncoder {

        private static final String[] JSON = Items.ALL.stream()
                .map("{\"symbol\":\"ACME\",\"price\":101.25,\"quantity\":%d}"::formatted)
                .toArray(String[]::new);

        @Override
        public String encode(Object item) {
            return item instanceof Integer number ? JSON[number] : "{}";
        }
    }

    /** What others write: the same events, each in an array. */
    @State(Scope.Benchmark)
    public static class Frames {

        private final byte[][] frames = Items.ALL.stream()
                .map(item -> "event: item\ndata: %s\nid: 0123456789abcdef-0123456789abcdef01234567.%d\n\n"
                        .formatted(new Encoder().encode(item), item + 1)
                        .getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }

    /**
     * Delivers all items.
     *
     * @return how many bytes were written
     */
    @Benchmark
    public long cqrsJakarta(Application application) {
        return Node.deliver(application.get(SseMediator.class), new Ask());
    }

    /**
     * What a resource method can do by itself: writes what is there, and nobody else waits for it.
     *
     * @return how many bytes were written
     */
    @Benchmark
    public long streamingOutput(Frames frames) throws Exception {
        var response = new WrittenResponse();
        response.write(out -> {
            // As a server does.
            var buffered = new BufferedOutputStream(out, BUFFER);
            for (byte[] frame : frames.frames) {
                buffered.write(frame);
            }
            buffered.flush();
        });
        return response.written();
    }
}
