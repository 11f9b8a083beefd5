package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineGuardTest {

    private static final long SECOND = 1_000_000_000;

    private long now;

    private String through(String text, int most) throws IOException {
        return new String(
                new LineGuard(new ByteArrayInputStream(text.getBytes(UTF_8)), most, () -> now, () -> {}).readAllBytes(),
                UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void letsMessagesThroughHoweverMany(String end) throws IOException {
        String text = ("event: a" + end + "data: 1" + end + end + ":" + end).repeat(100);
        assertThat(through(text, 15)).isEqualTo(text);
    }

    @Test
    void commentsAndRetriesAreOfNoMessage() throws IOException {
        String text = ":\n".repeat(1_000) + "retry: 2000\n".repeat(100);
        assertThat(through(text, 15)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: ", ":", "retry: ", "x"})
    void endsALineThatHasNoEnd(String begin) {
        assertThatThrownBy(() -> through(begin + "x".repeat(2_000), 1_000))
                .isInstanceOf(NoFeedException.class)
                .hasMessage("a line of more than 1000 bytes came from it, and no end of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: x\n", "id: x\r\n", "event: x\r", "data: x\n:\n"})
    void endsAMessageThatHasNoEnd(String line) {
        assertThatThrownBy(() -> through(line.repeat(1_000), 1_000))
                .isInstanceOf(NoFeedException.class)
                .hasMessageContaining("a message of more than 1000 bytes");
    }

    @Test
    void doesTheSameHoweverTheBytesCome() throws IOException {
        byte[] text = "event: a\r\ndata: 12345\r\n\r\n:\r\n".repeat(50).getBytes(UTF_8);
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            LineGuard guard = new LineGuard(new ByteArrayInputStream(text), 21, () -> now, () -> {});
            byte[] buffer = new byte[40];
            int read = 0;
            while (read < text.length) {
                read += random.nextBoolean()
                        ? Math.min(guard.read(), 0) + 1
                        : guard.read(buffer, 0, 1 + random.nextInt(40));
            }
            assertThat(guard.read()).isEqualTo(-1);
        }
    }

    @Test
    void endsADrip() throws IOException {
        LineGuard guard = new LineGuard(endless(), 1_000_000, () -> now, () -> {});
        for (int second = 0; second < 60; second += 10) {
            now = second * SECOND;
            assertThat(guard.read()).isEqualTo('d');
        }
        now = 61 * SECOND;
        assertThatThrownBy(guard::read).isInstanceOf(NoFeedException.class).hasMessageContaining("drop by drop");
    }

    @Test
    void letsAServerBeQuietBetweenMessages() throws IOException {
        byte[] text = "data: 1\n\n:\nretry: 1\n".getBytes(UTF_8);
        LineGuard guard = new LineGuard(new ByteArrayInputStream(text), 1_000, () -> now, () -> {});
        guard.readNBytes(9);
        now = 1_000 * SECOND;
        assertThat(guard.readNBytes(11)).hasSize(11);
        now = 2_000 * SECOND;
        assertThat(guard.read()).isEqualTo(-1);
    }

    @Test
    void letsALongMessageComeOverASlowLine() throws IOException {
        LineGuard guard = new LineGuard(endless(), 1_000_000, () -> now, () -> {});
        for (int second = 0; second < 600; second++) {
            now = second * SECOND;
            assertThat(guard.readNBytes(1_000)).hasSize(1_000);
        }
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'd';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'd');
                return length;
            }
        };
    }
}
