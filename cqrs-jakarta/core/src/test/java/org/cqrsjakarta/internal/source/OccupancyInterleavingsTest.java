package org.cqrsjakarta.internal.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.ManualTime;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who is within a handler and who leaves it, in every order: it is vacated once, nobody is within afterwards, and the
 * occupant takes no interrupt along. What processors do to the order of two writes is left to the stress test: Lincheck
 * keeps it.
 */
@Tag("interleavings")
class OccupancyInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 10;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** A handler's premises, and what its occupant finds. */
    private static final class Premises implements Occupancy.Premises {

        final ManualTime time = new ManualTime();
        final Occupancy occupancy = new Occupancy(this);
        final AtomicInteger vacations = new AtomicInteger();
        final AtomicInteger within = new AtomicInteger();
        final AtomicBoolean wrong = new AtomicBoolean();

        @Override
        public void close() {}

        @Override
        public void vacate() {
            vacations.incrementAndGet();
            check(within.get() == 0);
        }

        void check(boolean holds) {
            if (!holds) {
                wrong.set(true);
            }
        }

        void leave() {
            var unused = occupancy.leave();
            check(occupancy.vacateOrAwait(time, PATIENCE, PATIENCE));
        }

        /** Goes in and comes out; answers whether it was let in. */
        boolean visit(boolean callsItsConsumer) {
            if (!occupancy.enter()) {
                return false;
            }
            within.incrementAndGet();
            check(vacations.get() == 0);
            if (callsItsConsumer) {
                occupancy.calling(true);
                check(!Thread.currentThread().isInterrupted());
                occupancy.calling(false);
            }
            check(vacations.get() == 0);
            within.decrementAndGet();
            occupancy.exit();
            check(!Thread.currentThread().isInterrupted());
            return true;
        }

        void assertVacatedOnce() {
            assertFalse(Thread.interrupted(), "the interrupt of an occupant");
            assertEquals(1, vacations.get());
            assertFalse(wrong.get());
            assertFalse(occupancy.enter());
            assertEquals(0, time.waiting());
        }
    }

    private static void inEveryOrder(Runnable scenario) {
        // Once without the checker, which takes the loops of classes that are initialised for a livelock.
        scenario.run();
        Lincheck.runConcurrentTest(ROUNDS, scenario);
    }

    @Test
    void leavingWhileItsOccupantComesAndGoes() {
        inEveryOrder(() -> {
            Premises premises = new Premises();
            Thread leaver = start(premises::leave);
            if (premises.visit(false)) {
                var unused = premises.visit(false);
            }
            join(leaver);
            premises.assertVacatedOnce();
        });
    }

    @Test
    void leavingWhileItsOccupantCallsItsConsumer() {
        inEveryOrder(() -> {
            Premises premises = new Premises();
            Thread leaver = start(premises::leave);
            var unused = premises.visit(true);
            join(leaver);
            premises.assertVacatedOnce();
        });
    }

    /** As a limit of time does it, and the consumer right after it. */
    @Test
    void tellingAndThenLeaving() {
        inEveryOrder(() -> {
            Premises premises = new Premises();
            Thread leaver = start(() -> {
                premises.occupancy.tell();
                premises.leave();
            });
            var unused = premises.visit(true);
            join(leaver);
            premises.assertVacatedOnce();
        });
    }

    @Test
    void twoThatLeaveAtOnce() {
        inEveryOrder(() -> {
            Premises premises = new Premises();
            Thread leaver = start(premises::leave);
            premises.leave();
            join(leaver);
            premises.assertVacatedOnce();
        });
    }

    /** Its thread comes to its end while its consumer leaves. */
    @Test
    void leavingWhileItsOccupantComesOutForGood() {
        inEveryOrder(() -> {
            Premises premises = new Premises();
            Thread leaver = start(premises::leave);
            if (premises.occupancy.enter()) {
                premises.occupancy.exitForGood();
            }
            assertFalse(Thread.currentThread().isInterrupted());
            join(leaver);
            premises.assertVacatedOnce();
        });
    }

    /** The consumer leaves from within the handler, which pushes, while another closes the stream. */
    @Test
    void leavingFromWithinAndFromOutside() {
        inEveryOrder(() -> {
            Premises premises = new Premises();
            Thread leaver = start(premises::leave);
            if (premises.occupancy.enter()) {
                premises.within.incrementAndGet();
                premises.occupancy.calling(true);
                premises.leave();
                premises.occupancy.calling(false);
                premises.within.decrementAndGet();
                premises.occupancy.exit();
            }
            join(leaver);
            premises.assertVacatedOnce();
            assertTrue(premises.occupancy.isLeft());
        });
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
