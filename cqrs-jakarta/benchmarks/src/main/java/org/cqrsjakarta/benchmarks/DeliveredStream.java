package org.cqrsjakarta.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A stream of four items that is delivered as events, and held for its client afterwards; by what other nodes have of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeliveredStream {

    record Ask() implements StreamRequest<Integer> {}

    /** Gives four items. */
    @StreamingHandler
    public static class Handler implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.FOUR.stream();
        }
    }

    /**
     * Delivers it.
     *
     * @return how many bytes were written
     */
    @Benchmark
    public long cqrsJakarta(Node node) {
        return node.deliver(new Ask());
    }
}
