package org.cqrsjakarta.benchmarks;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jctools.queues.SpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An item that goes from the thread that emits it to the one that consumes it. Each stream has an emitting thread of its
 * own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class EmittedItemPulled {

    @Benchmark
    public void cqrsJakarta(Application application, Blackhole consumer) {
        pull(application, consumer);
    }

    @Benchmark
    public void cqrsJakartaToVirtual(Application application, Blackhole consumer) throws InterruptedException {
        Thread.startVirtualThread(() -> pull(application, consumer)).join();
    }

    private static void pull(Application application, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new EmittedItem.Ask())) {
            Iterator<Integer> iterator = items.iterator();
            while (iterator.hasNext()) {
                consumer.consume(iterator.next());
            }
        }
    }

    /** Between which threads, and how far ahead the one may be of the other. */
    @State(Scope.Benchmark)
    public static class HandOver {

        /** 32 as with a handler of ours; or so many that the two seldom wait for each other. */
        @Param({"32", "1024"})
        private int ahead = 32;

        /** Whether the emitting thread is a virtual one. */
        @Param({"false", "true"})
        private boolean virtual = true;

        Thread emitBy(Runnable emission) {
            return virtual
                    ? Thread.startVirtualThread(emission)
                    : Thread.ofPlatform().start(emission);
        }
    }

    @Benchmark
    public void spscRing(HandOver between, Blackhole consumer) throws InterruptedException {
        SpscArrayQueue<Integer> ring = new SpscArrayQueue<>(between.ahead);
        Thread emitting = between.emitBy(() -> {
            for (Integer item : Items.ALL) {
                var waiting = new Waiting();
                while (!ring.offer(item)) {
                    waiting.turn();
                }
            }
        });
        for (int i = 0; i < Items.COUNT; i++) {
            var waiting = new Waiting();
            Integer item = ring.poll();
            while (item == null) {
                waiting.turn();
                item = ring.poll();
            }
            consumer.consume(item);
        }
        emitting.join();
    }

    @Benchmark
    public void arrayBlockingQueue(HandOver between, Blackhole consumer) throws InterruptedException {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(between.ahead);
        Thread emitting = between.emitBy(() -> putAll(queue));
        for (int i = 0; i < Items.COUNT; i++) {
            consumer.consume(queue.take());
        }
        emitting.join();
    }

    private static void putAll(BlockingQueue<Integer> queue) {
        try {
            for (Integer item : Items.ALL) {
                queue.put(item);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For a queue that knows no waiting: spins for a while, and then leaves the processor to the other thread. */
    private static final class Waiting {

        private static final int SPINS = 500;
        private int turns;

        void turn() {
            if (++turns < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1);
            }
        }
    }
}
