package org.cqrsjakarta.benchmarks;

import io.smallrye.mutiny.Multi;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** An item of a stream that is consumed one by one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class IteratedItem {

    @Benchmark
    public void cqrsJakartaInRequest(Application application, ActiveRequest request, Blackhole consumer) {
        iterate(application, consumer);
    }

    @Benchmark
    public void cqrsJakartaOutsideOfRequest(Application application, Blackhole consumer) {
        iterate(application, consumer);
    }

    private static void iterate(Application application, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new PushedItem.Ask())) {
            Iterator<Integer> iterator = items.iterator();
            while (iterator.hasNext()) {
                consumer.consume(iterator.next());
            }
        }
    }

    @Benchmark
    public void splicedIterator(Blackhole consumer) {
        Iterator<Integer> iterator = new SplicedIterator<>(Items.ALL.stream().iterator(), IteratedItem::rest);
        while (iterator.hasNext()) {
            consumer.consume(iterator.next());
        }
    }

    private static Iterator<Integer> rest(int position) {
        return Items.ALL.stream().skip(position).iterator();
    }

    @Benchmark
    public void mutiny(Blackhole consumer) {
        Multi.createFrom().iterable(Items.ALL).subscribe().withSubscriber(new OneByOne(consumer));
    }
}
