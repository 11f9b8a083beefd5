package org.cqrsjakarta.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** Who is within a handler, who is the last one out, and whose interrupt it was. */
class OccupancyTest {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final ManualTime time = new ManualTime();
    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicInteger vacations = new AtomicInteger();
    private final Occupancy occupancy = new Occupancy(new Occupancy.Premises() {
        @Override
        public void close() {
            closings.incrementAndGet();
        }

        @Override
        public void vacate() {
            vacations.incrementAndGet();
        }
    });

    private boolean leaveAndAwait() {
        var unused = occupancy.leave();
        return occupancy.vacateOrAwait(time, PATIENCE, PATIENCE);
    }

    @Test
    void whoeverLeavesVacatesWhereNobodyIsWithin() {
        assertThat(occupancy.enter()).isTrue();
        occupancy.exit();
        assertThat(vacations).hasValue(0);
        assertThat(occupancy.leave()).isFalse();
        assertThat(vacations).hasValue(0);
        assertThat(occupancy.vacateOrAwait(time, PATIENCE, PATIENCE)).isTrue();
        assertThat(vacations).hasValue(1);
        assertThat(leaveAndAwait()).isTrue();
        assertThat(vacations).hasValue(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void nobodyGoesInAfterIt() {
        leaveAndAwait();
        assertThat(occupancy.enter()).isFalse();
        assertThat(occupancy.isLeft()).isTrue();
        assertThat(vacations).hasValue(1);
    }

    @Test
    void anOccupantThatLeavesVacatesOnItsWayOut() {
        assertThat(occupancy.enter()).isTrue();
        assertThat(leaveAndAwait()).isTrue();
        assertThat(vacations).hasValue(0);
        occupancy.exit();
        assertThat(vacations).hasValue(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anOccupantIsInterruptedAndVacatesAndKeepsNoTraceOfIt() throws InterruptedException {
        CountDownLatch within = new CountDownLatch(1);
        AtomicInteger flags = new AtomicInteger();
        Thread occupant = Thread.ofVirtual().start(() -> {
            assertThat(occupancy.enter()).isTrue();
            within.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            occupancy.exit();
            flags.set(Thread.interrupted() ? 1 : 0);
        });
        within.await();
        assertThat(occupancy.leave()).isTrue();
        assertThat(occupancy.vacateOrAwait(time, PATIENCE, PATIENCE)).isTrue();
        assertThat(vacations).hasValue(1);
        occupant.join();
        assertThat(flags).hasValue(0);
        assertThat(time.waiting()).as("alarms").isZero();
    }

    @Test
    void oneThatDoesNotComeOutIsAwaitedForAWhileAndVacatesWhenItDoes() throws InterruptedException {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread occupant = Thread.ofVirtual().start(() -> {
            occupancy.enter();
            within.countDown();
            boolean waits = true;
            while (waits) {
                try {
                    goOn.await();
                    waits = false;
                } catch (InterruptedException deaf) {
                    // It does not come out.
                }
            }
            occupancy.exit();
        });
        within.await();
        AtomicInteger answer = new AtomicInteger();
        Thread leaver = Thread.ofVirtual().start(() -> answer.set(leaveAndAwait() ? 1 : 2));
        time.awaitWaiting(1);
        time.advance(PATIENCE);
        leaver.join();
        assertThat(answer).as("still within").hasValue(2);
        assertThat(vacations).hasValue(0);
        goOn.countDown();
        occupant.join();
        assertThat(vacations).hasValue(1);
    }

    @Test
    void itsConsumerIsNotInterruptedAndTheHandlerIsWhenItGoesOn() throws InterruptedException {
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StringBuffer seen = new StringBuffer();
        Thread occupant = Thread.ofVirtual().start(() -> {
            occupancy.enter();
            occupancy.calling(true);
            calling.countDown();
            try {
                goOn.await();
                seen.append("consumed, ");
            } catch (InterruptedException e) {
                seen.append("interrupted as consumer, ");
            }
            occupancy.calling(false);
            seen.append(Thread.currentThread().isInterrupted());
            occupancy.exit();
            seen.append(", ").append(Thread.currentThread().isInterrupted());
        });
        calling.await();
        assertThat(occupancy.leave()).as("within the handler's own code").isFalse();
        goOn.countDown();
        assertThat(occupancy.vacateOrAwait(time, PATIENCE, PATIENCE)).isTrue();
        occupant.join();
        assertThat(seen).hasToString("consumed, true, false");
        assertThat(vacations).hasValue(1);
    }

    @Test
    void oneThatIsToldComesOutAndMayGoInAgain() throws InterruptedException {
        CountDownLatch within = new CountDownLatch(1);
        StringBuffer seen = new StringBuffer();
        Thread occupant = Thread.ofVirtual().start(() -> {
            occupancy.enter();
            within.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            occupancy.exit();
            seen.append(Thread.interrupted()).append(", ").append(occupancy.enter());
            occupancy.exit();
        });
        within.await();
        occupancy.tell();
        occupant.join();
        assertThat(seen).hasToString("false, true");
        assertThat(vacations).hasValue(0);
    }

    @Test
    void oneThatEndsByItselfClosesAndLeavesThePlaceToWhoeverLeaves() {
        occupancy.enter();
        occupancy.exitForGood();
        assertThat(closings).hasValue(1);
        assertThat(vacations).hasValue(0);
        leaveAndAwait();
        assertThat(vacations).hasValue(1);
    }

    @Test
    void itIsVacatedOnceWhoeverIsFirst() throws Exception {
        for (int round = 0; round < 20_000; round++) {
            Occupancy each = new Occupancy(new Occupancy.Premises() {
                @Override
                public void close() {}

                @Override
                public void vacate() {
                    vacations.incrementAndGet();
                }
            });
            vacations.set(0);
            CyclicBarrier start = new CyclicBarrier(2);
            Thread leaver = Thread.ofVirtual().start(() -> {
                await(start);
                var unused = each.leave();
                assertThat(each.vacateOrAwait(time, PATIENCE, PATIENCE)).isTrue();
            });
            await(start);
            for (int i = 0; i < round % 5 && each.enter(); i++) {
                each.exit();
            }
            leaver.join();
            assertThat(vacations).as("round %d", round).hasValue(1);
            assertThat(Thread.interrupted()).as("round %d", round).isFalse();
        }
        assertThat(time.waiting()).isZero();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
