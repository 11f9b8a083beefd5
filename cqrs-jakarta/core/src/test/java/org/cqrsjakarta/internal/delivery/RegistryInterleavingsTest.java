package org.cqrsjakarta.internal.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.Time;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The registry of an application, in every order in which streams can come, end, be held and be forgotten. */
@Tag("interleavings")
class RegistryInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 20;
    private static final long UNTIL = 1_000;

    /** A clock that stands, and rings for nobody. */
    private static final class Standing implements Time {

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            return () -> {};
        }
    }

    /** Is held as an open stream is: whoever holds it looks afterwards whether anything of it is still wanted. */
    private static final class Stream extends StandInStream {

        private final StreamRegistry registry;
        private final AtomicInteger waysMade = new AtomicInteger();
        private volatile boolean gone;

        Stream(StreamRegistry registry, String id) {
            super(id, new Owner("alice", null));
            this.registry = registry;
        }

        void hold() {
            registry.hold(this, UNTIL);
            if (gone) {
                registry.forget(this);
            }
        }

        @Override
        public void close() {
            gone = true;
            registry.forget(this);
        }

        @Override
        public boolean makeWay() {
            waysMade.incrementAndGet();
            close();
            registry.vacated(this);
            registry.out();
            return true;
        }
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneOfTwoGetsTheLastPlaceOfTheirUser() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            var registry = new StreamRegistry(Rules.allowing(2, 1), new Standing());
            AtomicInteger refused = new AtomicInteger();
            Stream one = new Stream(registry, "s1");
            Stream other = new Stream(registry, "s2");
            Thread coming = started(() -> {
                if (registry.open(one, null).isPresent()) {
                    refused.incrementAndGet();
                }
            });
            if (registry.open(other, null).isPresent()) {
                refused.incrementAndGet();
            }
            join(coming);
            assertEquals(1, refused.get());
            assertEquals(1, registry.openStreams());
        });
    }

    @Test
    void aStopHearsOfTheLastEnd() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            var registry = new StreamRegistry(Rules.allowing(2, 2), new Standing());
            Stream stream = new Stream(registry, "s1");
            assertTrue(registry.open(stream, null).isEmpty());
            Thread ending = started(() -> {
                registry.vacated(stream);
                registry.out();
            });
            var unused = registry.stop();
            join(ending);
            assertTrue(registry.drained().isDone());
        });
    }

    @Test
    void whoComesWithTheStopIsRefusedOrKnownToIt() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            var registry = new StreamRegistry(Rules.allowing(2, 2), new Standing());
            Stream stream = new Stream(registry, "s1");
            AtomicInteger refused = new AtomicInteger();
            Thread coming = started(() -> registry.open(stream, null).ifPresent(refusal -> refused.incrementAndGet()));
            int known = registry.stop().size();
            join(coming);
            assertEquals(1, known + refused.get());
            assertEquals(known == 0, registry.drained().isDone());
        });
    }

    @Test
    void whatIsForgottenIsNotHeld() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            var registry = new StreamRegistry(Rules.usual(), new Standing());
            Stream stream = new Stream(registry, "s1");
            assertTrue(registry.open(stream, null).isEmpty());
            Thread holding = started(stream::hold);
            stream.close();
            join(holding);
            registry.vacated(stream);
            registry.out();
            assertTrue(registry.isEmpty());
        });
    }

    @Test
    void oneOfTwoThatAreHeldMakesWayWhereThereIsRoomForOne() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            var registry = new StreamRegistry(Rules.keeping(1, 1), new Standing());
            Stream one = new Stream(registry, "s1");
            Stream other = new Stream(registry, "s2");
            assertTrue(registry.open(one, null).isEmpty());
            assertTrue(registry.open(other, null).isEmpty());
            Thread holding = started(one::hold);
            other.hold();
            join(holding);
            assertEquals(1, one.waysMade.get() + other.waysMade.get());
            assertFalse(registry.isEmpty());
        });
    }

    @Test
    void oneOfTwoGetsThePlaceOfTheOneThatIsHeld() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            var registry = new StreamRegistry(Rules.allowing(2, 1), new Standing());
            Stream held = new Stream(registry, "s1");
            assertTrue(registry.open(held, null).isEmpty());
            held.hold();
            AtomicInteger refused = new AtomicInteger();
            Thread coming = started(() ->
                    registry.open(new Stream(registry, "s2"), null).ifPresent(refusal -> refused.incrementAndGet()));
            registry.open(new Stream(registry, "s3"), null).ifPresent(refusal -> refused.incrementAndGet());
            join(coming);
            assertEquals(1, refused.get());
            assertEquals(1, held.waysMade.get());
            assertEquals(1, registry.openStreams());
        });
    }
}
