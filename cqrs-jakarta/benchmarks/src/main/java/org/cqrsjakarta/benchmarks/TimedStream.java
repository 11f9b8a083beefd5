package org.cqrsjakarta.benchmarks;

import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** A stream whose source is lost after two items, and may not be silent for long; the fallback has the other two. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimedStream {

    record Ask() implements StreamRequest<Integer> {}

    /** Is lost after two items. */
    @StreamingHandler
    @StreamTimeout(firstItem = 1, idle = 1, unit = ChronoUnit.MINUTES)
    public static class Primary implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.lostAfterTwo();
        }
    }

    /** Has the rest. */
    @Fallback(of = Primary.class)
    public static class Rest implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.from(0);
        }

        @Override
        public Stream<Integer> handle(Ask request, org.cqrsjakarta.Switchover<Integer> switchover) {
            return Items.from(Math.toIntExact(switchover.position()));
        }
    }

    @Benchmark
    public void cqrsJakarta(Application application, ActiveRequest request, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new Ask())) {
            items.forEach(consumer::consume);
        }
    }
}
