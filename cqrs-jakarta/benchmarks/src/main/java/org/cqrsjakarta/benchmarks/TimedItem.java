package org.cqrsjakarta.benchmarks;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/** An item of a source that may not be silent for long. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class TimedItem {

    record Ask() implements StreamRequest<Integer> {}

    /** Gives all items. */
    @StreamingHandler
    @StreamTimeout(firstItem = 1, idle = 1, unit = ChronoUnit.MINUTES)
    public static class Handler implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.ALL.stream();
        }
    }

    @Benchmark
    public void cqrsJakarta(Application application, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new Ask())) {
            items.forEach(consumer::consume);
        }
    }

    @Benchmark
    public void reactor(Blackhole consumer) {
        Flux.fromIterable(Items.ALL).timeout(Duration.ofMinutes(1)).subscribe(consumer::consume);
    }
}
