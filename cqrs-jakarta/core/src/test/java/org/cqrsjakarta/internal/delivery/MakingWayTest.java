package org.cqrsjakarta.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.Test;

/** Who makes way for whom, while handlers take their time to come out. */
class MakingWayTest {

    private static final Owner VICTIM = Owner.of(null, "203.0.113.1");
    private static final Owner GREEDY = Owner.of(null, "203.0.113.2");
    private static final Owner ALICE = Owner.of("alice", null);

    /** Whoever waits for what does not come has waited for long enough at once. */
    private static final class Hurrying implements Time {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            if (delay.equals(Promise.LONGEST)) {
                task.run();
            }
            return () -> {};
        }
    }

    private final List<Fake> madeWay = new ArrayList<>();
    private StreamRegistry registry;

    /** A stream whose end takes what a test says. */
    private final class Fake extends StandInStream {

        private final Runnable closing;
        private boolean comesBack;

        Fake(String id, Owner owner, Runnable closing) {
            super(id, owner);
            this.closing = closing;
        }

        Fake held() {
            assertThat(registry.open(this, null)).isEmpty();
            registry.hold(this, 1_000);
            return this;
        }

        void out() {
            registry.vacated(this);
            registry.out();
        }

        @Override
        public boolean makeWay() {
            if (comesBack) {
                return false;
            }
            synchronized (madeWay) {
                madeWay.add(this);
            }
            closing.run();
            registry.forget(this);
            return true;
        }

        @Override
        public boolean isListenedTo() {
            return comesBack;
        }
    }

    private void with(int streams, int streamsOfUser) {
        registry = new StreamRegistry(Rules.allowing(streams, streamsOfUser), new Hurrying());
    }

    private Fake stream(String id, Owner owner) {
        return new Fake(id, owner, () -> {});
    }

    @Test
    void whoAsksManyTimesAtOnceGetsNoMoreThanAnEqualShare() throws Exception {
        with(4, 100);
        CountDownLatch mayClose = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Fake[] self = new Fake[1];
            self[0] = new Fake("held" + i, VICTIM, () -> {
                closing.countDown();
                await(mayClose);
                self[0].out();
            });
            self[0].held();
        }
        AtomicInteger got = new AtomicInteger();
        List<Thread> coming = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Fake next = stream("greedy" + i, GREEDY);
            coming.add(Thread.ofVirtual().start(() -> {
                if (registry.open(next, null).isEmpty()) {
                    got.incrementAndGet();
                }
            }));
        }
        closing.await(2, TimeUnit.SECONDS);
        mayClose.countDown();
        for (Thread one : coming) {
            one.join();
        }
        assertThat(got.get()).as("places of four that the second owner has got").isLessThanOrEqualTo(2);
        assertThat(madeWay).hasSizeLessThanOrEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoAsksAgainWhileAHandlerDoesNotComeOutCostsOthersNoMoreThanThat() {
        with(4, 100);
        for (int i = 0; i < 4; i++) {
            stream("held" + i, VICTIM).held();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(registry.open(stream("greedy" + i, GREEDY), null)).contains(Refusal.TOO_MANY);
        }
        assertThat(madeWay)
                .as("streams that were ended for somebody who may have two")
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whoAsksAgainWhileOneOfItsOwnIsOnItsWayOutLosesNoOther() {
        with(100, 2);
        stream("a", ALICE).held();
        stream("b", ALICE).held();
        assertThat(registry.open(stream("c", ALICE), null)).contains(Refusal.TOO_MANY_OF_USER);
        assertThat(registry.open(stream("c", ALICE), null)).contains(Refusal.TOO_MANY_OF_USER);
        assertThat(madeWay).hasSize(1);
    }

    @Test
    void aPlaceThatWasMadeIsForWhomItWasMade() {
        with(3, 100);
        for (int i = 0; i < 2; i++) {
            assertThat(registry.open(stream("greedy" + i, GREEDY), null)).isEmpty();
        }
        List<Optional<Refusal>> other = new ArrayList<>();
        Fake[] self = new Fake[1];
        self[0] = new Fake("own", VICTIM, () -> {
            self[0].out();
            other.add(registry.open(stream("greedy", GREEDY), null));
        });
        self[0].held();
        assertThat(registry.open(stream("again", VICTIM), null))
                .as("in place of its own; the other one was told %s", other)
                .isEmpty();
    }

    @Test
    void whereTheOneThatIsAskedFirstIsListenedToAgainTheNextOneMakesWay() {
        with(100, 2);
        Fake first = stream("a", ALICE).held();
        Fake second = thatGoesAtOnce("b", ALICE).held();
        first.comesBack = true;
        assertThat(registry.open(stream("c", ALICE), null)).isEmpty();
        assertThat(madeWay).containsExactly(second);
    }

    @Test
    void whoseClientIsLostWithTheStopIsNotHeld() {
        with(100, 2);
        Fake stream = thatGoesAtOnce("a", ALICE);
        assertThat(registry.open(stream, null)).isEmpty();
        Long until = registry.heldUntil();
        registry.stop();
        registry.hold(stream, until);
        assertThat(madeWay).containsExactly(stream);
        assertThat(registry.drained()).isDone();
    }

    private Fake thatGoesAtOnce(String id, Owner owner) {
        Fake[] self = new Fake[1];
        self[0] = new Fake(id, owner, () -> self[0].out());
        return self[0];
    }
}
