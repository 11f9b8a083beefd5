package org.cqrsjakarta.benchmarks;

import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/** An item of a stream that is consumed as a whole. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class PushedItem {

    record Ask() implements StreamRequest<Integer> {}

    /** Gives all items. */
    @StreamingHandler
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
    public void loop(Blackhole consumer) {
        for (Integer item : Items.ALL) {
            consumer.consume(item);
        }
    }

    @Benchmark
    public void stream(Blackhole consumer) {
        Items.ALL.stream().forEach(consumer::consume);
    }

    @Benchmark
    public void mutiny(Blackhole consumer) {
        Multi.createFrom().iterable(Items.ALL).subscribe().with(consumer::consume);
    }

    @Benchmark
    public void helidon(Blackhole consumer) {
        io.helidon.common.reactive.Multi.create(Items.ALL).forEach(consumer::consume);
    }

    @Benchmark
    public void rxJava(Blackhole consumer) {
        consumer.consume(Flowable.fromIterable(Items.ALL).subscribe(consumer::consume));
    }

    @Benchmark
    public void reactor(Blackhole consumer) {
        Flux.fromIterable(Items.ALL).subscribe(consumer::consume);
    }
}
