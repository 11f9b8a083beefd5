package org.cqrsjakarta.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A stream of four items while others are open. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamAmongOthers {

    /** Streams that have given an item and are not read further. */
    @State(Scope.Benchmark)
    public static class Others {

        @Param({"1", "100", "10000"})
        private int open;

        private final List<Stream<Integer>> streams = new ArrayList<>();

        @Setup
        public void open(Application application, Blackhole consumer) {
            open(open, application, consumer);
        }

        void open(int count, Application application, Blackhole consumer) {
            for (int i = 0; i < count; i++) {
                Stream<Integer> stream = application.mediator().stream(new PushedItem.Ask());
                consumer.consume(stream.iterator().next());
                streams.add(stream);
            }
        }

        @TearDown
        public void close() {
            streams.forEach(Stream::close);
        }
    }

    @Benchmark
    public void cqrsJakarta(Application application, ActiveRequest request, Others others, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new SwitchoverWhileOpen.AskAlone())) {
            items.forEach(consumer::consume);
        }
    }
}
