package org.cqrsjakarta.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two streams and one place, in every order: a handler never serves both at once, and its place comes back once. */
@Tag("interleavings")
class PlacesInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 20;

    /** A handler for one stream at a time, and what became of those who wanted it. */
    private static final class OnePlace {

        final EngineHarness harness = new EngineHarness();
        final Bulkhead bulkhead = new Bulkhead(1);
        final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();
        final AtomicInteger users = new AtomicInteger();
        final AtomicInteger uses = new AtomicInteger();
        final AtomicBoolean wasShared = new AtomicBoolean();

        StreamRun<Integer> run() {
            HandlerSource<Integer> handlers = () -> {
                uses.incrementAndGet();
                if (users.incrementAndGet() > 1) {
                    wasShared.set(true);
                }
                return new HandlerInstance<>() {
                    @Override
                    public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                        return new Opened.Pulled<>(Stream.of(1));
                    }

                    @Override
                    public void release() {
                        users.decrementAndGet();
                    }
                };
            };
            Guards guards = Guards.of("Primary", circuit, bulkhead, RetryRule.NONE, Limits.NONE);
            Step<Integer> step = new Step<>("Primary", OnePlace.class, Shape.PULLED, handlers, guards, null);
            return harness.engine.prepare(
                    new Chain<>(List.of(step)), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
        }

        static void take(StreamRun<Integer> run) {
            try {
                Integer item = run.next();
                while (item != null) {
                    item = run.next();
                }
            } catch (BulkheadException | RunClosedException refusedOrLeft) {
                // The other one is there, or the stream was closed first.
            }
        }

        /** Whatever has happened, one more finds the place free, and each permit was reported. */
        void assertPlaceIsBack() {
            assertFalse(wasShared.get());
            assertEquals(0, users.get());
            assertEquals("0 of 1", bulkhead.toString());
            int before = uses.get();
            take(run());
            assertEquals(before + 1, uses.get());
            assertEquals("0 of 1", bulkhead.toString());
        }
    }

    private static void inEveryOrder(Runnable scenario) {
        // Once without the checker, which takes the loops of classes that are initialised for a livelock.
        scenario.run();
        Lincheck.runConcurrentTest(ROUNDS, scenario);
    }

    @Test
    void twoThatWantItAtOnce() {
        inEveryOrder(() -> {
            OnePlace place = new OnePlace();
            StreamRun<Integer> other = place.run();
            Thread consumer = start(() -> OnePlace.take(other));
            OnePlace.take(place.run());
            join(consumer);
            assertEquals(2, place.circuit.outcomes.size());
            place.assertPlaceIsBack();
        });
    }

    @Test
    void oneThatWantsItWhileTheOtherIsClosed() {
        inEveryOrder(() -> {
            OnePlace place = new OnePlace();
            StreamRun<Integer> left = place.run();
            var unused = left.next();
            Thread closer = start(left::close);
            OnePlace.take(place.run());
            join(closer);
            long ignored = place.circuit.outcomes.stream()
                    .filter(outcome -> outcome == Outcome.IGNORED)
                    .count();
            assertEquals(1, ignored);
            place.assertPlaceIsBack();
        });
    }

    @Test
    void oneThatIsConsumedWhileItIsClosed() {
        inEveryOrder(() -> {
            OnePlace place = new OnePlace();
            StreamRun<Integer> run = place.run();
            Thread closer = start(run::close);
            OnePlace.take(run);
            join(closer);
            place.assertPlaceIsBack();
        });
    }

    private static Thread start(Runnable task) {
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
}
