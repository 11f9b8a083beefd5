package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.time.ManualTime;
import org.junit.jupiter.api.Test;

class SseWriterTest {

    private static final Duration HEARTBEAT = ofSeconds(15);

    private final ManualTime time = new ManualTime();
    private final Client client = new Client();
    private final AtomicInteger gone = new AtomicInteger();

    /** A response that tells when it was flushed, and whose client may leave. */
    private static final class Client extends OutputStream {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private int flushes;
        private boolean hasLeft;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (hasLeft) {
                throw new IOException("broken pipe");
            }
            received.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }

        String text() {
            return received.toString(UTF_8);
        }
    }

    private SseWriter start() {
        SseWriter writer = new SseWriter(client, "s", time, HEARTBEAT, gone::incrementAndGet);
        assertThat(client.text()).isEqualTo("retry: 2000\n\n");
        client.received.reset();
        client.flushes = 0;
        return writer;
    }

    @Test
    void aSlowSourceHasEachItemFlushedAsItComesWithoutAnAlarm() {
        SseWriter writer = start();
        for (int i = 1; i <= 5; i++) {
            time.advance(ofMillis(50));
            writer.item(i, "1");
            assertThat(client.flushes).isEqualTo(i);
            assertThat(time.waiting()).as("the heartbeat alone").isEqualTo(1);
        }
    }

    @Test
    void aFastSourceIsFlushedByTheBuffer() {
        SseWriter writer = start();
        String kilobyte = "\"" + "x".repeat(1000) + "\"";
        int full = 0;
        for (int i = 1; i <= 1000; i++) {
            full += writer.item(i, kilobyte) ? 1 : 0;
        }
        assertThat(client.flushes).isEqualTo(full).isBetween(55, 65);
    }

    @Test
    void whatIsLeftWhenTheSourceBlocksGoesOutAfterAMillisecond() {
        SseWriter writer = start();
        writer.item(1, "1");
        writer.item(2, "2");
        assertThat(client.flushes).isZero();
        time.advance(SseWriter.FLUSH_AFTER.minus(ofNanos(1)));
        assertThat(client.flushes).isZero();
        time.advance(ofNanos(1));
        assertThat(client.flushes).isEqualTo(1);
        assertThat(client.text()).contains("data: 1").contains("data: 2");
    }

    @Test
    void anEventIsFlushedAtOnceTogetherWithTheItemsBeforeIt() {
        SseWriter writer = start();
        writer.item(1, "1");
        writer.event("complete", "{}");
        assertThat(client.text()).isEqualTo("id: s.1\nevent: item\ndata: 1\n\nevent: complete\ndata: {}\n\n");
        assertThat(client.flushes).isEqualTo(1);
    }

    @Test
    void silenceIsBrokenByAComment() {
        SseWriter writer = start();
        time.advance(HEARTBEAT.minus(ofMillis(1)));
        assertThat(client.text()).isEmpty();
        time.advance(ofMillis(1));
        assertThat(client.text()).isEqualTo(":\n\n");
        time.advance(ofSeconds(10));
        writer.item(1, "1");
        client.received.reset();
        time.advance(ofSeconds(14));
        assertThat(client.text()).as("the item was a sign of life").isEmpty();
        time.advance(ofSeconds(1));
        assertThat(client.text()).isEqualTo(":\n\n");
    }

    @Test
    void aHeartbeatNoticesThatTheClientHasLeft() {
        start();
        client.hasLeft = true;
        time.advance(HEARTBEAT);
        assertThat(gone).hasValue(1);
        assertThat(time.waiting()).as("no further heartbeat").isZero();
    }

    @Test
    void writingToAClientThatHasLeftSaysSo() {
        SseWriter writer = start();
        client.hasLeft = true;
        time.advance(ofMillis(50));
        assertThatThrownBy(() -> writer.item(1, "1")).isInstanceOf(ClientGoneException.class);
    }

    @Test
    void afterItsEndNothingIsWritten() {
        SseWriter writer = start();
        writer.item(1, "1");
        writer.end();
        time.advance(HEARTBEAT.multipliedBy(3));
        assertThat(client.text()).isEmpty();
        assertThat(time.waiting()).isZero();
    }
}
