package org.cqrsjakarta.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordedEventsTest {

    private static final String STREAM = "flight-of-this-test";

    @TempDir
    private Path folder;

    private final List<TelemetryEvent> passedOn = new ArrayList<>();
    private final Telemetry telemetry = FlightRecordedEvents.before(passedOn::add);

    private List<RecordedEvent> recorded(TelemetryEvent... events) throws IOException {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            for (TelemetryEvent event : events) {
                telemetry.record(event);
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.cqrsjakarta."))
                .filter(event -> STREAM.equals(event.getString(event.hasField("stream") ? "stream" : "circuit")))
                .toList();
    }

    @Test
    void aSwitchoverIsRecordedWithoutWhatItsCauseSays() throws IOException {
        Exception carried = new UncheckedIOException(new IOException("a password"));
        List<RecordedEvent> events = recorded(new SwitchedOver(STREAM, 20, "LiveItems", "CachedItems", carried));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("org.cqrsjakarta.Switchover");
            assertThat(event.getLong("position")).isEqualTo(20);
            assertThat(event.getString("from")).isEqualTo("LiveItems");
            assertThat(event.getString("to")).isEqualTo("CachedItems");
            assertThat(event.getString("cause")).isEqualTo("java.io.IOException");
            assertThat(event.toString()).doesNotContain("password");
        });
    }

    @Test
    void aStreamIsRecordedAtItsEnd() throws IOException {
        List<RecordedEvent> events = recorded(
                new StreamStarted(STREAM, Object.class, "LiveItems"),
                new FirstItem(STREAM, "LiveItems", Duration.ofMillis(3)),
                new StreamEnded(
                        STREAM,
                        297,
                        List.of("LiveItems", "CachedItems"),
                        StreamEnded.End.FAILED,
                        Duration.ofMillis(1_500),
                        new IllegalStateException()));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("org.cqrsjakarta.Stream");
            assertThat(event.getLong("items")).isEqualTo(297);
            assertThat(event.getString("steps")).isEqualTo("LiveItems, CachedItems");
            assertThat(event.getString("end")).isEqualTo("FAILED");
            assertThat(event.getDuration("lasted")).isEqualTo(Duration.ofMillis(1_500));
            assertThat(event.getString("failure")).isEqualTo("java.lang.IllegalStateException");
        });
    }

    @Test
    void aChangeOfACircuitIsRecorded() throws IOException {
        List<RecordedEvent> events = recorded(new CircuitChanged(STREAM, CircuitState.CLOSED, CircuitState.OPEN));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("org.cqrsjakarta.Circuit");
            assertThat(event.getString("from")).isEqualTo("CLOSED");
            assertThat(event.getString("to")).isEqualTo("OPEN");
        });
    }

    @Test
    void everythingIsPassedOn() {
        TelemetryEvent started = new StreamStarted(STREAM, Object.class, "LiveItems");
        TelemetryEvent changed = new CircuitChanged(STREAM, CircuitState.OPEN, CircuitState.HALF_OPEN);
        telemetry.record(started);
        telemetry.record(changed);
        assertThat(passedOn).containsExactly(started, changed);
    }
}
