package org.cqrsjakarta.internal.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.inspector.ProtocolSchema.assertKeepsTo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.circuit.Control;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what is promised. */
class ProtocolSchemaTest {

    private final FeedHarness harness = new FeedHarness();

    private static String line(String name, byte[] json) {
        return new String(Framing.framed(Form.LINES, name, null, json), UTF_8);
    }

    private String circuits() {
        return line("circuits", harness.messages.circuits(List.of(harness.circuit.facts())));
    }

    static List<TelemetryEvent> events() {
        Duration some = Duration.ofNanos(1_234_567);
        IOException failure = new IOException("what is nobody's business");
        return List.of(
                new StreamStarted("s1", FeedHarness.Ask.class, "Live"),
                new FirstItem("s1", "Live", some),
                new SwitchedOver("s1", 2, "Live", "Cached", failure),
                new TookOver("s1", 2, "Cached", some),
                new StreamEnded("s1", 3, List.of("Live"), StreamEnded.End.COMPLETED, some, null),
                new StreamEnded("s1", 3, List.of("Live"), StreamEnded.End.FAILED, some, failure),
                new StreamEnded("s1", 0, List.of(), StreamEnded.End.LEFT, some, null),
                new CircuitChanged("Live", CircuitState.CLOSED, CircuitState.OPEN));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventKeepsToTheSchemaAndTellsNoTexts(TelemetryEvent event) {
        new Recorder(harness.ring, harness.clock).record(event);
        List<Fact> facts = new ArrayList<>();
        assertThat(harness.ring.read(0, 1, facts).next()).isEqualTo(1);
        String line = line("batch", harness.messages.batch(facts));
        assertKeepsTo(line);
        assertThat(line).doesNotContain("business");
    }

    @Test
    void theGapAndTheReasonAreWhatWasRecorded() {
        var recorder = new Recorder(harness.ring, harness.clock);
        recorder.record(new TookOver("s1", 2, "Cached", Duration.ofNanos(1_234_567)));
        recorder.record(new SwitchedOver("s1", 2, "Live", "Cached", new IOException("cut")));
        List<Fact> facts = new ArrayList<>();
        harness.ring.read(0, 2, facts);
        assertThat(line("batch", harness.messages.batch(facts)))
                .contains("\"gap\":1234}", "\"reason\":\"java.io.IOException\"}");
    }

    @Test
    void theReasonIsWhatHasHappenedAndNotWhatHasCarriedIt() {
        var recorder = new Recorder(harness.ring, harness.clock);
        var carried = new UncheckedIOException(new IOException("cut"));
        recorder.record(new SwitchedOver("s1", 2, "Live", "Cached", carried));
        recorder.record(
                new StreamEnded("s1", 3, List.of("Live"), StreamEnded.End.FAILED, Duration.ofMillis(3), carried));
        List<Fact> facts = new ArrayList<>();
        harness.ring.read(0, 2, facts);
        assertThat(line("batch", harness.messages.batch(facts)))
                .doesNotContain("UncheckedIOException")
                .containsPattern("\"reason\":\"java.io.IOException\".*\"reason\":\"java.io.IOException\"");
    }

    @ParameterizedTest
    @EnumSource(Control.class)
    void aCircuitKeepsToItWhoeverDecides(Control control) {
        harness.circuit.control(control);
        assertKeepsTo(circuits());
    }

    @Test
    void aCircuitKeepsToItInEachState() {
        for (int i = 0; i < 4; i++) {
            harness.circuit.admit().report(Outcome.FAILED);
            assertKeepsTo(circuits());
        }
        long asks = harness.clock.micros() + Duration.ofSeconds(5).toMillis() * 1_000;
        assertThat(circuits()).contains("\"OPEN\"", "\"asks\":" + asks);
        harness.manual.advance(Duration.ofSeconds(5));
        harness.circuit.admit().report(Outcome.SUCCEEDED);
        assertThat(harness.circuit.admit()).isNotNull();
        assertThat(circuits())
                .doesNotContain("\"asks\"")
                .contains("\"HALF_OPEN\"", "\"probes\":{\"running\":1,\"succeeded\":1}");
        assertKeepsTo(circuits());
    }

    @Test
    void aCircuitThatNodesShareKeepsToIt() {
        CircuitFacts own = harness.circuit.facts();
        CircuitFacts shared = new CircuitFacts(
                own.name(),
                own.policy(),
                own.state(),
                own.sinceNanos(),
                own.asksNanos(),
                own.control(),
                own.window(),
                own.permits(),
                own.probes(),
                new CircuitFacts.Nodes("n1", true, false, Map.of("n2", CircuitState.OPEN, "n1", CircuitState.CLOSED)));
        String told = line("circuits", harness.messages.circuits(List.of(shared)));
        assertKeepsTo(told);
        assertThat(told)
                .contains("\"nodes\":{\"self\":\"n1\",\"together\":true,\"tripped\":false,\"live\":["
                        + "{\"node\":\"n1\",\"state\":\"CLOSED\"},{\"node\":\"n2\",\"state\":\"OPEN\"}]}");
        assertThat(circuits()).as("of one that nobody shares").doesNotContain("nodes");
    }

    @Test
    void aStreamKeepsToItFromItsFirstMomentOn() {
        var stream = harness.stream(2);
        assertKeepsTo(line("snapshot", harness.messages.snapshot(List.of(), harness.runs)));
        assertThat(stream.next()).isEqualTo(1);
        String snapshot = line("snapshot", harness.messages.snapshot(List.of(), harness.runs));
        assertKeepsTo(snapshot);
        assertThat(snapshot).contains("\"stream\":\"s1\"");
        stream.close();
        assertThat(line("snapshot", harness.messages.snapshot(List.of(), harness.runs)))
                .doesNotContain("\"stream\":\"s1\"");
    }

    @Test
    void aStreamThatIsHeldSaysSo() {
        var stream = harness.stream(2);
        assertThat(stream.next()).isEqualTo(1);
        assertThat(line("snapshot", harness.messages.snapshot(List.of(), harness.runs)))
                .doesNotContain("held");
        stream.held(true);
        String snapshot = line("snapshot", harness.messages.snapshot(List.of(), harness.runs));
        assertKeepsTo(snapshot);
        assertThat(snapshot).contains("\"held\":true");
        String batch = line("batch", harness.messages.batch(List.of(new Fact.Progress(1, "s1", 1, true))));
        assertKeepsTo(batch);
        assertThat(batch).contains("\"held\":true");
        assertThat(line("batch", harness.messages.batch(List.of(new Fact.Progress(1, "s1", 1, false)))))
                .doesNotContain("held");
        stream.close();
    }

    @Test
    void aLossKeepsToIt() {
        assertKeepsTo(line("lost", harness.messages.lost(12)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void helloKeepsToIt(boolean yes) {
        assertKeepsTo(line("hello", harness.messages.hello(FeedHarness.origin(), yes, !yes)));
    }

    /** So that none of the above passes for want of a schema. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"lost\":{\"events\":0}}",
                "{\"lost\":{}}",
                "{\"batch\":[]}",
                "{\"batch\":[{\"t\":1,\"type\":\"progress\",\"stream\":\"s\"}]}",
                "{\"batch\":[{\"t\":1,\"type\":\"unheard-of\",\"stream\":\"s\"}]}",
                "{\"lost\":{\"events\":1},\"batch\":[]}"
            })
    void whatIsWrongDoesNot(String line) {
        assertThat(ProtocolSchema.keepsTo(line)).isFalse();
    }
}
