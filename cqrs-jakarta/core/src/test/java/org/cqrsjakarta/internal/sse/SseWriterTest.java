package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseWriterTest {

    private static final Duration HEARTBEAT = ofSeconds(15);
    private static final Duration WRITE_TIMEOUT = ofSeconds(40);

    private final ManualTime time = new ManualTime();
    private final Client client = new Client();
    private final AtomicInteger gone = new AtomicInteger();

    /** A response that tells when it was flushed, and whose client may leave. */
    private static final class Client extends OutputStream {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private int flushes;
        private boolean hasLeft;
        private int writesUntilItShows = Integer.MAX_VALUE;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (hasLeft || --writesUntilItShows <= 0) {
                hasLeft = true;
                throw new IOException("broken pipe");
            }
            received.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }

        /** The client leaves now; the n-th write from here on fails. */
        void leaveBefore(int failingWrite) {
            writesUntilItShows = failingWrite;
        }

        String text() {
            return received.toString(UTF_8);
        }
    }

    private final FrameEncoder encoder = new FrameEncoder("s");

    private void item(SseWriter writer, long position, String json) {
        writer.write(encoder.item(position, json));
    }

    private SseWriter start() {
        client.writesUntilItShows = Integer.MAX_VALUE;
        client.received.reset();
        SseWriter writer = new SseWriter(
                client, Signs.ofEvents(Rules.RETRY), time, HEARTBEAT, WRITE_TIMEOUT, gone::incrementAndGet);
        writer.start();
        assertThat(client.text()).isEqualTo("retry: 2000\n");
        client.received.reset();
        client.flushes = 0;
        return writer;
    }

    @Test
    void aSlowSourceHasEachItemFlushedAsItComesWithoutAnAlarm() {
        SseWriter writer = start();
        for (int i = 1; i <= 5; i++) {
            time.advance(ofMillis(50));
            item(writer, i, "1");
            assertThat(client.flushes).isEqualTo(i);
            assertThat(time.waiting()).as("the heartbeat alone").isEqualTo(1);
        }
    }

    @Test
    void aFastSourceIsFlushedByTheBuffer() {
        SseWriter writer = start();
        String kilobyte = "\"" + "x".repeat(1000) + "\"";
        for (int i = 1; i <= 1000; i++) {
            item(writer, i, kilobyte);
        }
        assertThat(client.flushes).isBetween(55, 65);
    }

    @Test
    void whatIsLeftWhenTheSourceBlocksGoesOutAfterAMillisecond() {
        SseWriter writer = start();
        item(writer, 1, "1");
        item(writer, 2, "2");
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
        item(writer, 1, "1");
        writer.writeNow(encoder.event("complete", "{}"));
        assertThat(client.text()).isEqualTo("event: item\ndata: 1\nid: s.1\n\nevent: complete\ndata: {}\n\n");
        assertThat(client.flushes).isEqualTo(1);
    }

    @Test
    void silenceIsBrokenByAComment() {
        SseWriter writer = start();
        time.advance(HEARTBEAT.minus(ofMillis(1)));
        assertThat(client.text()).isEmpty();
        time.advance(ofMillis(1));
        assertThat(client.text()).isEqualTo(":\n");
        time.advance(ofSeconds(5));
        item(writer, 1, "1");
        time.advance(ofSeconds(5));
        client.received.reset();
        time.advance(ofSeconds(9));
        assertThat(client.text())
                .as("the item and what followed it were signs of life")
                .isEmpty();
        time.advance(HEARTBEAT);
        assertThat(client.text()).startsWith(":\n");
    }

    @Test
    void aWriteAfterSilenceIsFollowedByTwoComments() {
        start();
        time.advance(HEARTBEAT.plusSeconds(5));
        assertThat(client.text()).isEqualTo(":\n:\n:\n");
        time.advance(ofSeconds(10));
        assertThat(client.text()).as("and then by silence").isEqualTo(":\n:\n:\n");
    }

    @Test
    void aFlowOfItemsIsNotFollowedByComments() {
        SseWriter writer = start();
        for (int i = 1; i <= 20; i++) {
            time.advance(ofSeconds(3));
            item(writer, i, "1");
        }
        assertThat(client.text()).doesNotContain(":\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aClientThatLeftIsNoticedWithinTwoHeartbeatsThoughTheFirstWritesSucceed(int failingWrite) {
        for (int leavesAfter = 0; leavesAfter < 60; leavesAfter++) {
            gone.set(0);
            client.hasLeft = false;
            SseWriter writer = start();
            time.advance(ofSeconds(leavesAfter));
            client.leaveBefore(failingWrite);
            time.advance(HEARTBEAT.multipliedBy(2));
            assertThat(gone).as("left after %d s", leavesAfter).hasValue(1);
            assertThat(time.waiting()).as("no further heartbeat").isZero();
            writer.end();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 14})
    void alsoWhileItemsComeNowAndThen(int gap) {
        SseWriter writer = start();
        client.leaveBefore(3);
        boolean thrown = false;
        for (int i = 1; i * gap <= 30 && gone.get() == 0 && !thrown; i++) {
            time.advance(ofSeconds(gap));
            try {
                item(writer, i, "1");
            } catch (ClientGoneException e) {
                thrown = true;
            }
        }
        assertThat(thrown || gone.get() > 0).isTrue();
    }

    @Test
    void writingToAClientThatHasLeftSaysSo() {
        SseWriter writer = start();
        client.hasLeft = true;
        time.advance(ofMillis(50));
        assertThatThrownBy(() -> item(writer, 1, "1")).isInstanceOf(ClientGoneException.class);
    }

    @Test
    void afterItsEndNothingIsWritten() {
        SseWriter writer = start();
        item(writer, 1, "1");
        writer.end();
        time.advance(HEARTBEAT.multipliedBy(3));
        assertThat(client.text()).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void whatIsPutFirstGoesOutFirst() {
        SseWriter writer = new SseWriter(
                client, Signs.ofEvents(Rules.RETRY), time, HEARTBEAT, WRITE_TIMEOUT, gone::incrementAndGet);
        writer.begin(List.of(encoder.item(7, "7"), encoder.item(8, "8")));
        assertThat(client.flushes).isZero();
        writer.start();
        assertThat(client.text())
                .isEqualTo("retry: 2000\nevent: item\ndata: 7\nid: s.7\n\nevent: item\ndata: 8\nid: s.8\n\n");
        assertThat(client.flushes).isEqualTo(1);
    }

    /** A client that reads nothing: whoever writes waits, until somebody interrupts. */
    private static final class Standstill extends OutputStream {
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch reading = new CountDownLatch(1);
        private volatile boolean stands;

        @Override
        public void write(int b) throws IOException {
            if (!stands) {
                return;
            }
            writing.countDown();
            try {
                if (!reading.await(20, TimeUnit.SECONDS)) {
                    throw new IOException("nobody gave up in 20 s");
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException("given up");
            }
        }
    }

    @Test
    void aWriteThatDoesNotMoveIsGivenUpAtItsDeadline() throws Exception {
        Standstill out = new Standstill();
        AtomicReference<SseWriter> own = new AtomicReference<>();
        SseWriter writer = new SseWriter(out, Signs.ofEvents(Rules.RETRY), time, HEARTBEAT, WRITE_TIMEOUT, () -> {
            gone.incrementAndGet();
            own.get().abort();
        });
        own.set(writer);
        writer.start();
        time.advance(ofSeconds(5));
        out.stands = true;
        CompletableFuture<Boolean> stuck = new CompletableFuture<>();
        Thread stream = Thread.ofVirtual().start(() -> {
            try {
                item(writer, 1, "1");
                stuck.completeExceptionally(new AssertionError("was written"));
            } catch (ClientGoneException e) {
                stuck.complete(Thread.interrupted());
            }
        });
        assertThat(out.writing.await(20, TimeUnit.SECONDS)).isTrue();
        time.advance(WRITE_TIMEOUT.minus(ofMillis(1)));
        assertThat(gone).as("it may still move").hasValue(0);
        time.advance(ofMillis(1));
        assertThat(gone).hasValue(1);
        assertThat(stuck.get(20, TimeUnit.SECONDS))
                .as("the interrupt ends with the write")
                .isFalse();
        assertThat(stream.join(ofSeconds(20))).isTrue();
        assertThat(time.waiting()).as("no further alarm").isZero();
    }

    @Test
    void aWriteThatMovesAgainIsASignOfLife() throws Exception {
        Standstill out = new Standstill();
        SseWriter writer =
                new SseWriter(out, Signs.ofEvents(Rules.RETRY), time, HEARTBEAT, WRITE_TIMEOUT, gone::incrementAndGet);
        writer.start();
        out.stands = true;
        Thread stream = Thread.ofVirtual().start(() -> {
            time.advance(ofMillis(50));
            item(writer, 1, "1");
        });
        assertThat(out.writing.await(20, TimeUnit.SECONDS)).isTrue();
        time.advance(HEARTBEAT.multipliedBy(2));
        out.stands = false;
        out.reading.countDown();
        assertThat(stream.join(ofSeconds(20))).isTrue();
        time.advance(WRITE_TIMEOUT.multipliedBy(3));
        assertThat(gone).hasValue(0);
        writer.end();
        time.advance(HEARTBEAT);
        assertThat(time.waiting()).isZero();
    }
}
