package org.cqrsjakarta.inspector.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final String HELLO =
            "{\"protocol\":1,\"node\":\"n\",\"application\":\"a\",\"server\":\"s\",\"clock\":1000,"
                    + "\"recorder\":\"r\",\"operator\":false,\"resumed\":false}";

    @TempDir
    Path folder;

    private Path file;
    private final History history = new History(Bounds.DEFAULT);

    @BeforeEach
    void record() throws IOException {
        file = folder.resolve("recording.ndjson");
        try (RecordingWriter writer = new RecordingWriter(file)) {
            writer.heard("say \"q\"", 1_000, "hello", HELLO);
            for (int second = 1; second <= 4; second++) {
                long at = second * 1_000_000L;
                writer.heard(
                        "say \"q\"",
                        at,
                        "batch",
                        "[{\"t\":" + at + ",\"type\":\"progress\",\"stream\":\"a\",\"position\":" + second + "}]");
            }
        }
    }

    @Test
    void playsBackWhatWasRecordedInItsTime() throws Exception {
        try (Replay replay = new Replay(file)) {
            replay.to(2_500_000, history);
            assertThat(history.events()).isEqualTo(2);
            replay.speed(2);
            replay.pass(500_000, history);
            assertThat(history.events()).isEqualTo(3);
            replay.toEnd(history);
            assertThat(history.events()).isEqualTo(4);
            assertThat(replay.isOver()).isTrue();
            assertThat(replay.position()).isEqualTo(4_000_000);
            assertThat(history.server("say \"q\"").hello()).isNotNull();
            assertThat(replay.complaints()).isEmpty();
        }
    }

    @Test
    void playsATruncatedRecordingAsFarAsItGoes() throws Exception {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20));
        try (Replay replay = new Replay(file)) {
            replay.toEnd(history);
            assertThat(history.events()).isEqualTo(3);
            assertThat(replay.complaints())
                    .singleElement()
                    .asString()
                    .contains("line 5")
                    .contains("cut off")
                    .contains("the 4 messages before it were read");
        }
    }

    @Test
    void passesOverALineThatIsNone() throws Exception {
        Files.writeString(file, Files.readString(file).replaceFirst("\n", "\nnonsense\n"));
        try (Replay replay = new Replay(file)) {
            replay.toEnd(history);
            assertThat(history.events()).isEqualTo(4);
            assertThat(replay.complaints())
                    .singleElement()
                    .asString()
                    .contains("line 2")
                    .contains("passed over");
        }
    }

    @Test
    void saysThatAFileIsNoRecording() throws Exception {
        Files.writeString(file, "<html></html>\n");
        assertThatThrownBy(() -> new Replay(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no recording");
        Files.writeString(file, "");
        assertThatThrownBy(() -> new Replay(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is empty");
        assertThatThrownBy(() -> new Replay(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is no recording");
    }

    @Test
    void refusesARecordingOfAnotherVersion() throws Exception {
        Files.writeString(file, Files.readString(file).replace("\"protocol\":1", "\"protocol\":2"));
        assertThatThrownBy(() -> new Replay(file)).isInstanceOf(WrongVersionException.class);
    }
}
