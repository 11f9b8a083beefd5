package org.cqrsjakarta.inspector.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.Limits;
import org.cqrsjakarta.inspector.protocol.MessageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody has sent, and what feeds would write into one's own. */
class HostileRecordingTest {

    private static final String LINE = "{\"server\":\"q\",\"received\":1,\"lost\":{\"events\":1}}\n";

    @TempDir
    Path folder;

    private final History history = new History(Bounds.DEFAULT);

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("r.ndjson"), text);
    }

    /** Plays all of it, and gives what was complained about. */
    private List<String> played(Path file) throws Exception {
        try (Replay replay = new Replay(file)) {
            replay.toEnd(history);
            return List.copyOf(replay.complaints());
        }
    }

    @Test
    void aLineWithoutAnEndEndsTheRecordingAndIsSaid() throws Exception {
        Path file = file(LINE + LINE);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            byte[] megabyte = "x".repeat(1 << 20).getBytes(ISO_8859_1);
            for (int i = 0; i < 18; i++) {
                out.write(megabyte);
            }
        }
        assertThat(played(file))
                .singleElement()
                .isEqualTo("r.ndjson, line 3 is no message: it has more than " + Limits.MESSAGE
                        + " bytes, and what follows was not read");
        assertThat(history.lost()).isEqualTo(2);
    }

    @Test
    void aFileOfOneEndlessLineIsNoRecording() throws Exception {
        Path file = file("");
        try (var out = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            out.position(1L << 32);
            out.write(ByteBuffer.wrap(new byte[1]));
        }
        assertThatThrownBy(() -> new Replay(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no recording")
                .hasMessageContaining("line 1 is no message");
    }

    @Test
    void whatHasNoMessageInItsFirstHundredLinesIsNoRecording() throws Exception {
        Path file = file("nonsense\n".repeat(100) + LINE);
        assertThatThrownBy(() -> new Replay(file)).hasMessageContaining("is no recording");
        assertThat(played(file("nonsense\n".repeat(99) + LINE))).hasSize(99);
    }

    @Test
    void bytesThatAreNoTextCostTheirLineAndNoOther() throws Exception {
        Path file = folder.resolve("r.ndjson");
        Files.write(file, (LINE + "\u00ff\u00fe{}\n" + LINE.replace("q", "\u00ff")).getBytes(ISO_8859_1));
        assertThat(played(file)).singleElement().asString().contains("line 2 was passed over");
        assertThat(history.lost()).isEqualTo(2);
    }

    @Test
    void complaintsMoveNoCursor() throws Exception {
        Path file = Files.writeString(folder.resolve("r.ndjson"), LINE + "\u001B]0;owned\u0007\u202E\n" + LINE);
        assertThat(played(file)).singleElement().asString().doesNotContain("\u001B", "\u0007", "\u202E");
    }

    @Test
    void hasNoMoreServersThanCanBeShown() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(LINE.replace("\"q\"", "\"q" + i + "\""));
        }
        assertThat(played(file(text.toString())))
                .hasSize(100)
                .first()
                .asString()
                .contains("line 65 was passed over: it is of a server more than the 64 that are shown");
        assertThat(history.servers()).hasSize(64);
    }

    @Test
    void aTimeThatIsHugeIsPassedOver() throws Exception {
        assertThat(played(file(LINE + LINE.replace(":1,", ":9223372036854775807,") + LINE)))
                .singleElement()
                .asString()
                .contains("'received'");
    }

    @Test
    void aFolderIsNoRecordingAndNotWrittenInto() throws Exception {
        assertThatThrownBy(() -> new Replay(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " cannot be read: it is a folder");
        assertThatThrownBy(() -> new RecordingWriter(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void aDeviceIsNoRecordingWhateverLeadsToIt() throws Exception {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device));
        Path link = Files.createSymbolicLink(folder.resolve("link.ndjson"), device);
        assertThatThrownBy(() -> new Replay(link)).hasMessageContaining("it is no file but a pipe or a device");
        Files.delete(link);
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThatThrownBy(() -> new Replay(loop)).isInstanceOf(IOException.class);
    }

    @Test
    void noNameOfAMessageSaysWhoseItIs() throws Exception {
        Path file = folder.resolve("own.ndjson");
        try (RecordingWriter writer = new RecordingWriter(file)) {
            writer.heard("q", 1, "lost\":{\"events\":1},\"server\":\"north\",\"x", "{}");
            writer.heard("q", 2, "server", "\"north\"");
            writer.heard("q", 3, "received", "7");
            writer.heard("q\n\"\u0000", 4, "lost", "{\n\"events\"\r:1}");
            assertThat(writer.lines()).isEqualTo(2);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        MessageReader reader = new MessageReader();
        assertThat(reader.readLine(lines.getFirst())).isEmpty();
        assertThat(reader.readLine(lines.getLast()))
                .hasValueSatisfying(line -> assertThat(line.server()).isEqualTo("q\uFFFD\"\uFFFD"));
    }
}
