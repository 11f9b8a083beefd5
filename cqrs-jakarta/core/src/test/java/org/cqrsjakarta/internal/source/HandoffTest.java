package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.cqrsjakarta.internal.source.Handoff.Answer;
import org.junit.jupiter.api.Test;

class HandoffTest {

    private final Handoff<Integer> handoff = new Handoff<>(2);

    private Answer offer(int item) {
        return handoff.offer(item, List.of("event " + item));
    }

    @Test
    void givesItemsInOrderWithTheirEvents() throws Throwable {
        assertThat(offer(1)).isEqualTo(Answer.TAKEN);
        assertThat(offer(2)).isEqualTo(Answer.TAKEN);
        assertThat(handoff.take()).isEqualTo(1);
        assertThat(handoff.events()).containsExactly("event 1");
        assertThat(handoff.take()).isEqualTo(2);
        assertThat(handoff.events()).containsExactly("event 2");
    }

    @Test
    void isFullAtItsCapacityAndHoldsTwiceThatWithWhatTheConsumerTook() throws Throwable {
        offer(1);
        offer(2);
        assertThat(offer(3)).isEqualTo(Answer.FULL);
        assertThat(handoff.take()).isEqualTo(1);
        assertThat(offer(3)).isEqualTo(Answer.TAKEN);
        assertThat(offer(4)).isEqualTo(Answer.TAKEN);
        assertThat(offer(5)).isEqualTo(Answer.FULL);
    }

    @Test
    void aFailureWaitsBehindTheItemsThatCameBeforeIt() throws Throwable {
        IOException cut = new IOException("cut");
        offer(1);
        offer(2);
        handoff.end(cut);
        assertThat(offer(3)).isEqualTo(Answer.OVER);
        assertThat(handoff.take()).isEqualTo(1);
        assertThat(handoff.take()).isEqualTo(2);
        assertThat(catchThrowable(handoff::take)).isSameAs(cut);
        assertThat(catchThrowable(handoff::take)).as("and again").isSameAs(cut);
    }

    @Test
    void onlyTheFirstEndCounts() throws Throwable {
        handoff.end(null);
        handoff.end(new IOException("late"));
        assertThat(handoff.take()).isNull();
    }

    @Test
    void closingDropsWhatWaits() {
        offer(1);
        handoff.close();
        assertThat(offer(2)).isEqualTo(Answer.OVER);
        assertThat(catchThrowable(handoff::take)).isInstanceOf(CancellationException.class);
    }

    @Test
    void closingWakesWhoeverWaits() throws InterruptedException {
        Thread consumer = Thread.ofVirtual().start(() -> catchThrowable(handoff::take));
        Handoff<Integer> full = new Handoff<>(1);
        full.offer(1, List.of());
        Thread producer = Thread.ofVirtual().start(() -> catchThrowable(full::awaitRoom));
        handoff.close();
        full.close();
        consumer.join();
        producer.join();
    }

    @Test
    void aMillionItemsArriveOnceAndInOrderWhateverThePace() throws Throwable {
        long seed = new Random().nextLong();
        Handoff<Integer> busy = new Handoff<>(32);
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
        Thread consumer = Thread.ofVirtual().start(() -> thrown.add(catchThrowable(handoff::take)));
        consumer.interrupt();
        consumer.join();
        assertThat(thrown).singleElement().isInstanceOf(ConsumerInterruptedException.class);
    }
}
