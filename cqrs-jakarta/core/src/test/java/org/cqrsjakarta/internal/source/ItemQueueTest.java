package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.cqrsjakarta.internal.source.ItemQueue.Answer;
import org.junit.jupiter.api.Test;

class ItemQueueTest {

    private final ItemQueue<Integer> queue = new ItemQueue<>(2);

    private Answer offer(int item) {
        return queue.offer(item, List.of("event " + item));
    }

    @Test
    void givesItemsInOrderWithTheirEvents() throws Throwable {
        assertThat(offer(1)).isEqualTo(Answer.TAKEN);
        assertThat(offer(2)).isEqualTo(Answer.TAKEN);
        assertThat(queue.take()).isEqualTo(1);
        assertThat(queue.events()).containsExactly("event 1");
        assertThat(queue.take()).isEqualTo(2);
        assertThat(queue.events()).containsExactly("event 2");
    }

    @Test
    void isFullAtItsCapacityUntilHalfOfItIsTaken() throws Throwable {
        ItemQueue<Integer> four = new ItemQueue<>(4);
        for (int i = 1; i <= 4; i++) {
            assertThat(four.offer(i, List.of())).isEqualTo(Answer.TAKEN);
        }
        assertThat(four.offer(5, List.of())).isEqualTo(Answer.FULL);
        assertThat(four.take()).isEqualTo(1);
        assertThat(four.offer(5, List.of())).isEqualTo(Answer.FULL);
        assertThat(four.take()).isEqualTo(2);
        assertThat(four.offer(5, List.of())).isEqualTo(Answer.TAKEN);
        assertThat(four.offer(6, List.of())).isEqualTo(Answer.TAKEN);
        assertThat(four.offer(7, List.of())).isEqualTo(Answer.FULL);
        four.end(null);
        assertThat(four.offer(7, List.of())).isEqualTo(Answer.OVER);
        for (int i = 3; i <= 6; i++) {
            assertThat(four.take()).isEqualTo(i);
        }
        assertThat(four.take()).isNull();
    }

    @Test
    void eventsStayWithTheirItemsWhenTheRingIsGoneRound() throws Throwable {
        for (int i = 0; i < 10; i++) {
            assertThat(queue.offer(i, i % 3 == 0 ? List.of("of " + i) : List.of()))
                    .isEqualTo(Answer.TAKEN);
            assertThat(queue.take()).isEqualTo(i);
            assertThat(queue.events()).isEqualTo(i % 3 == 0 ? List.of("of " + i) : List.of());
        }
    }

    @Test
    void aFailureWaitsBehindTheItemsThatCameBeforeIt() throws Throwable {
        IOException cut = new IOException("cut");
        offer(1);
        offer(2);
        queue.end(cut);
        assertThat(offer(3)).isEqualTo(Answer.OVER);
        assertThat(queue.take()).isEqualTo(1);
        assertThat(queue.take()).isEqualTo(2);
        assertThat(catchThrowable(queue::take)).isSameAs(cut);
        assertThat(catchThrowable(queue::take)).as("and again").isSameAs(cut);
    }

    @Test
    void onlyTheFirstEndCounts() throws Throwable {
        queue.end(null);
        queue.end(new IOException("late"));
        assertThat(queue.take()).isNull();
    }

    @Test
    void closingDropsWhatWaits() {
        offer(1);
        queue.close();
        assertThat(offer(2)).isEqualTo(Answer.OVER);
        assertThat(catchThrowable(queue::take)).isInstanceOf(CancellationException.class);
    }

    @Test
    void closingWakesWhoeverWaits() throws InterruptedException {
        Thread consumer = Thread.ofVirtual().start(() -> catchThrowable(queue::take));
        ItemQueue<Integer> full = new ItemQueue<>(1);
        full.offer(1, List.of());
        Thread producer = Thread.ofVirtual().start(() -> catchThrowable(full::awaitRoom));
        queue.close();
        full.close();
        consumer.join();
        producer.join();
    }

    @Test
    void aMillionItemsArriveOnceAndInOrderWhateverThePace() throws Throwable {
        long seed = new Random().nextLong();
        ItemQueue<Integer> busy = new ItemQueue<>(32);
        int count = 1_000_000;
        Thread producer = Thread.ofVirtual().start(() -> {
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                while (busy.offer(i, List.of()) == Answer.FULL) {
                    catchThrowable(busy::awaitRoom);
                }
                if (random.nextInt(5_000) == 0) {
                    Thread.yield();
                }
            }
            busy.end(null);
        });
        int expected = 0;
        for (Integer item = busy.take(); item != null; item = busy.take()) {
            assertThat(item).as("seed %d", seed).isEqualTo(expected++);
        }
        producer.join();
        assertThat(expected).isEqualTo(count);
    }

    @Test
    void anInterruptEndsWaiting() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> thrown.add(catchThrowable(queue::take)));
        consumer.interrupt();
        consumer.join();
        assertThat(thrown).singleElement().isInstanceOf(Source.ConsumerInterruptedException.class);
    }
}
