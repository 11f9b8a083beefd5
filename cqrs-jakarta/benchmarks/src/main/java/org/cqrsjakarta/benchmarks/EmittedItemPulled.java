package org.cqrsjakarta.benchmarks;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jctools.queues.SpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An item that goes from the thread that emits it to the one that consumes it. Each stream has an emitting thread of its
 * own; the queues of all have the same length.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.COUNT)
public class EmittedItemPulled {

    /** As many items as a handler of ours may be ahead. */
    private static final int AHEAD = 32;

    private static final Thread.Builder PLATFORM = Thread.ofPlatform();
    private static final Thread.Builder VIRTUAL = Thread.ofVirtual();

    @Benchmark
    public void cqrsJakarta(Application application, Blackhole consumer) {
        pull(application, consumer);
    }

    @Benchmark
    public void cqrsJakartaToVirtual(Application application, Blackhole consumer) throws InterruptedException {
        VIRTUAL.start(() -> pull(application, consumer)).join();
    }

    private static void pull(Application application, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(new EmittedItem.Ask())) {
            Iterator<Integer> iterator = items.iterator();
            while (iterator.hasNext()) {
                consumer.consume(iterator.next());
            }
        }
    }

    @Benchmark
    public void spscRing(Blackhole consumer) throws InterruptedException {
        takeFromRing(PLATFORM, consumer);
    }

    @Benchmark
    public void spscRingFromVirtual(Blackhole consumer) throws InterruptedException {
        takeFromRing(VIRTUAL, consumer);
    }

    @Benchmark
    public void arrayBlockingQueue(Blackhole consumer) throws InterruptedException {
        takeFromQueue(PLATFORM, consumer);
    }

    @Benchmark
    public void arrayBlockingQueueFromVirtual(Blackhole consumer) throws InterruptedException {
        takeFromQueue(VIRTUAL, consumer);
    }

    /** Yields where the ring is full or empty: two that only spin would need two processors of their own. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void takeFromRing(Thread.Builder threads, Blackhole consumer) throws InterruptedException {
        SpscArrayQueue<Integer> ring = new SpscArrayQueue<>(AHEAD);
        Thread emitting = threads.start(() -> {
            for (Integer item : Items.ALL) {
                while (!ring.offer(item)) {
                    Thread.yield();
                }
            }
        });
        for (int i = 0; i < Items.COUNT; i++) {
            Integer item = ring.poll();
            while (item == null) {
                Thread.yield();
                item = ring.poll();
            }
            consumer.consume(item);
        }
        emitting.join();
    }

    private static void takeFromQueue(Thread.Builder threads, Blackhole consumer) throws InterruptedException {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(AHEAD);
        Thread emitting = threads.start(() -> putAll(queue));
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
}
