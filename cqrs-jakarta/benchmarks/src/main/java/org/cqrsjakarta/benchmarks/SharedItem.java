package org.cqrsjakarta.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A {@link DeliveredItem}, by what other nodes have of its stream. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class SharedItem {

    /**
     * Delivers all items.
     *
     * @return how many bytes were written
     */
    @Benchmark
    public long cqrsJakarta(Node node) {
        return node.deliver(new DeliveredItem.Ask());
    }
}
