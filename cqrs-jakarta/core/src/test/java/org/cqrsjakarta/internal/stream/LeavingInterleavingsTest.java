package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A consumer and whoever closes its stream, in every order: everything is given back once, and counted once. Each kind is
 * pushed on the thread that consumes: Lincheck follows platform threads only.
 */
@Tag("interleavings")
class LeavingInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 4;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PULLED", "EMITTED", "PUBLISHED"})
    void closingAgainstASwitchover(Kind kind) {
        Runnable scenario = () -> {
            EngineHarness harness = new EngineHarness(kind, kind, Consumption.PUSH);
            var circuit = new EngineHarness.RecordingCircuit();
            Script live = harness.script("live", List.of(1), new IOException("cut"));
            Script last = harness.script("last", List.of(1, 2), null);
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(live, circuit), harness.fallback("Last", last, takeover(Continuation.DISTINCT, 1)));
            Thread consumer = new Thread(() -> {
                try {
                    var unused = harness.drain(run);
                } catch (RunClosedException left) {
                    // Closing came first.
                }
            });
            consumer.start();
            run.close();
            join(consumer);
            for (Script script : List.of(live, last)) {
                assertEquals(script.created.get(), script.released.get());
                assertEquals(script.opened.get(), script.closed.get());
                assertTrue(script.created.get() <= 1);
            }
            assertTrue(circuit.outcomes.size() <= 1);
            long ends = harness.events.stream()
                    .filter(StreamEnded.class::isInstance)
                    .count();
            assertTrue(ends <= 1);
        };
        // Once without the checker, which takes the loops of classes that are initialised for a livelock.
        scenario.run();
        Lincheck.runConcurrentTest(ROUNDS, scenario);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
