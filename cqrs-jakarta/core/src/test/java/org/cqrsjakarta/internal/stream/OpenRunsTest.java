package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.junit.jupiter.api.Test;

/** Which streams are shown as open, seen by whoever is told of them. */
class OpenRunsTest {

    private final OpenRuns open = new OpenRuns();
    private final List<TelemetryEvent> told = new ArrayList<>();
    private Telemetry telemetry = told::add;
    private final StreamEngine engine = new StreamEngine(
            new ManualTime(),
            Threads.VIRTUAL,
            new Random(1),
            event -> telemetry.record(event),
            new EventTurns(event -> {}, 1),
            open,
            () -> "s1");

    private StreamRun<Script.Item> run() {
        Script script = new Script("live", List.of(1, 2), null, new ArrayList<>());
        Step<Script.Item> step = EngineHarness.step("Live", script, Circuit.NONE, null);
        return engine.prepare(
                new Chain<>(List.of(step)),
                new Script.Request(),
                StreamContext.ENCLOSING,
                (position, from, to, cause) -> {});
    }

    private List<String> shown() {
        List<String> ids = new ArrayList<>();
        open.forEach(run -> ids.add(run.id()));
        return ids;
    }

    @Test
    void aStreamIsOpenWhenItsStartIsToldAndNotWhenItsEndIs() {
        List<String> seen = new ArrayList<>();
        telemetry = event -> {
            if (event instanceof StreamStarted || event instanceof StreamEnded) {
                seen.add(event.getClass().getSimpleName() + " " + shown());
            }
        };
        StreamRun<Script.Item> run = run();
        assertThat(shown()).as("nothing was asked for").isEmpty();
        assertThat(run.next()).isNotNull();
        run.close();
        assertThat(seen).containsExactly("StreamStarted [s1]", "StreamEnded []");
    }

    @Test
    void aStreamThatIsLeftWhileItsStartIsToldIsNotOpenAndEndsAfterwards() {
        StreamRun<Script.Item> run = run();
        telemetry = event -> {
            if (event instanceof StreamStarted) {
                run.close();
            }
            told.add(event);
        };
        assertThatThrownBy(run::next).isInstanceOf(RunClosedException.class);
        assertThat(shown()).isEmpty();
        assertThat(told).hasExactlyElementsOfTypes(StreamStarted.class, StreamEnded.class);
    }

    @Test
    void aStreamThatIsLeftBeforeItsStartIsNeitherShownNorTold() {
        StreamRun<Script.Item> run = run();
        run.close();
        assertThatThrownBy(run::next).isInstanceOf(RunClosedException.class);
        assertThat(shown()).isEmpty();
        assertThat(told).isEmpty();
    }
}
