package org.cqrsjakarta.internal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.time.ManualTime;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/** Chains of scripts, run by a real engine under a clock that stands still. */
final class EngineHarness {

    final ManualTime time = new ManualTime();
    final List<TelemetryEvent> events = new ArrayList<>();
    final List<String> journal = new ArrayList<>();
    final List<String> switchovers = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    final StreamEngine engine = new StreamEngine(time, events::add, () -> "s" + ids.incrementAndGet());

    Script script(String name, List<Integer> keys, @Nullable Throwable failure) {
        return new Script(name, keys, failure, journal);
    }

    static Takeover takeover(Continuation continuation, int remember) {
        return new Takeover(new FailureFilter(List.of(Exception.class), List.of()), continuation, remember);
    }

    static Step<Script.Item> primary(Script script, Circuit circuit) {
        return new Step<>("Primary", EngineHarness.class, script, circuit, null);
    }

    static Step<Script.Item> fallback(String name, Script script, Takeover takeover) {
        return new Step<>(name, EngineHarness.class, script, Circuit.NONE, takeover);
    }

    StreamRun<Script.Item> run(Step<Script.Item> primary, Step<Script.Item> fallback) {
        return run(List.of(primary, fallback));
    }

    StreamRun<Script.Item> run(List<Step<Script.Item>> steps) {
        return engine.prepare(
                new Chain<>(steps),
                new Script.Request(),
                StreamContext.ENCLOSING,
                (position, from, to, cause) -> switchovers.add(position + " " + from + " " + to + " "
                        + cause.getClass().getSimpleName()));
    }

    static List<Script.Item> drain(StreamRun<Script.Item> run) {
        List<Script.Item> items = new ArrayList<>();
        for (Script.Item item = run.next(); item != null; item = run.next()) {
            items.add(item);
        }
        return items;
    }

    /** A handler that opens just this stream. */
    static HandlerSource<Script.Item> opening(@Nullable Stream<Script.Item> stream) {
        return () -> new HandlerInstance<>() {
            @Override
            public Stream<Script.Item> open(StreamRequest<Script.Item> request, Switchover<Script.Item> switchover) {
                return stream;
            }

            @Override
            public void release() {}
        };
    }

    /** Admits or refuses as told, and keeps what is reported. */
    static final class RecordingCircuit implements Circuit {

        final List<Outcome> outcomes = new ArrayList<>();
        boolean refuses;
        int firstItems;

        @Override
        public @Nullable Permit admit() {
            return refuses
                    ? null
                    : new Permit() {
                        @Override
                        public void firstItem() {
                            firstItems++;
                        }

                        @Override
                        public void report(Outcome outcome) {
                            outcomes.add(outcome);
                        }
                    };
        }

        @Override
        public Outcome outcomeOf(Throwable cause) {
            return cause instanceof IllegalArgumentException ? Outcome.SUCCEEDED : Outcome.FAILED;
        }
    }
}
