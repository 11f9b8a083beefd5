package org.cqrsjakarta.benchmarks;

import java.util.function.Consumer;
import org.openjdk.jmh.infra.Blackhole;

/** Consumes items, and knows how many there were: from there a fallback has to go on. */
final class Counting implements Consumer<Integer> {

    private final Blackhole consumer;
    private int position;

    Counting(Blackhole consumer) {
        this.consumer = consumer;
    }

    @Override
    public void accept(Integer item) {
        position++;
        consumer.consume(item);
    }

    int position() {
        return position;
    }
}
