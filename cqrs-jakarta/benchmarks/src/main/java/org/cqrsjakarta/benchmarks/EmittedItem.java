package org.cqrsjakarta.benchmarks;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/** An item that is emitted, of a stream that is consumed as a whole. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class EmittedItem {

    record Ask() implements StreamRequest<Integer> {}

    /** Emits all items. */
    @StreamingHandler
    public static class Handler implements EmittingRequestHandler<Ask, Integer> {
        @Override
        public void handle(Ask request, Emitter<Integer> emitter) {
            for (Integer item : Items.ALL) {
                emitter.emit(item);
            }
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
        Multi.createFrom()
                .<Integer>emitter(emitter -> {
                    for (Integer item : Items.ALL) {
                        emitter.emit(item);
                    }
                    emitter.complete();
                })
                .subscribe()
                .with(consumer::consume);
    }

    @Benchmark
    public void reactor(Blackhole consumer) {
        Flux.<Integer>create(sink -> {
                    for (Integer item : Items.ALL) {
                        sink.next(item);
                    }
                    sink.complete();
                })
                .subscribe(consumer::consume);
    }
}
