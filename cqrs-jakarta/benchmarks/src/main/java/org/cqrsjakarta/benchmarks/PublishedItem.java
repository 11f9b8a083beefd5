package org.cqrsjakarta.benchmarks;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/** An item of a publisher, for a consumer that waits for it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class PublishedItem {

    record Ask() implements StreamRequest<Integer> {}

    /** Publishes all items. */
    @StreamingHandler
    public static class Handler implements PublishingRequestHandler<Ask, Integer> {
        @Override
        public Flow.Publisher<Integer> handle(Ask request) {
            return Multi.createFrom().iterable(Items.ALL);
        }
    }

    @Benchmark
    public void cqrsJakarta(Application application, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new Ask())) {
            items.forEach(consumer::consume);
        }
    }

    @Benchmark
    public void mutiny(Blackhole consumer) {
        for (Integer item : Multi.createFrom().iterable(Items.ALL).subscribe().asIterable()) {
            consumer.consume(item);
        }
    }

    @Benchmark
    public void reactor(Blackhole consumer) {
        for (Integer item : Flux.fromIterable(Items.ALL).toIterable()) {
            consumer.consume(item);
        }
    }
}
