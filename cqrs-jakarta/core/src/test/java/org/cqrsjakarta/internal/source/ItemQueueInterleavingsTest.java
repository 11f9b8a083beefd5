package org.cqrsjakarta.internal.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The queue between two threads, in every order in which they can meet. With JUnit's assertions: Lincheck compares what it
 * meets, and AssertJ's assertions refuse to be compared.
 */
@Tag("interleavings")
class ItemQueueInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000);

    private static void put(ItemQueue<Integer> queue, int item) throws InterruptedException {
        while (queue.offer(item, List.of()) == ItemQueue.Answer.FULL) {
            queue.awaitRoom();
        }
    }

    private static Thread start(Body body) {
        Thread thread = new Thread(() -> {
            Throwable unused = thrownBy(body);
        });
        thread.start();
        return thread;
    }

    private static Throwable thrownBy(Body body) {
        try {
            body.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Body {
        void run() throws Throwable;
    }

    @Test
    void nothingIsLostAtAFailure() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            ItemQueue<Integer> queue = new ItemQueue<>(1);
            IOException cut = new IOException("cut");
            Thread producer = start(() -> {
                put(queue, 1);
                put(queue, 2);
                put(queue, 3);
                queue.end(cut);
            });
            List<Object> seen = new ArrayList<>();
            Throwable end = thrownBy(() -> {
                for (Integer item = queue.take(); item != null; item = queue.take()) {
                    seen.add(item);
                }
            });
            join(producer);
            assertEquals(List.of(1, 2, 3), seen);
            assertSame(cut, end);
        });
    }

    @Test
    void closingAgainstPutting() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            ItemQueue<Integer> queue = new ItemQueue<>(1);
            Thread producer = start(() -> {
                put(queue, 1);
                put(queue, 2);
            });
            queue.close();
            join(producer);
            assertEquals(ItemQueue.Answer.OVER, queue.offer(3, List.of()));
        });
    }

    @Test
    void closingAgainstTaking() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            ItemQueue<Integer> queue = new ItemQueue<>(1);
            List<Object> seen = new ArrayList<>();
            Thread consumer = start(() -> seen.add(thrownBy(queue::take)));
            queue.close();
            join(consumer);
            assertInstanceOf(CancellationException.class, seen.getFirst());
        });
    }

    @Test
    void aTimeoutAgainstItemsThatComeInTime() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            ItemQueue<Integer> queue = new ItemQueue<>(2);
            IOException timeout = new IOException("stands for the timeout");
            List<ItemQueue.Answer> answers = new ArrayList<>();
            Thread producer = start(() -> {
                answers.add(queue.offer(1, List.of()));
                answers.add(queue.offer(2, List.of()));
            });
            queue.end(timeout);
            join(producer);
            List<Object> seen = new ArrayList<>();
            Throwable end = thrownBy(() -> {
                while (true) {
                    seen.add(queue.take());
                }
            });
            assertSame(timeout, end);
            // What was taken is given; what came late is not.
            assertEquals(answers.stream().filter(ItemQueue.Answer.TAKEN::equals).count(), seen.size());
        });
    }
}
