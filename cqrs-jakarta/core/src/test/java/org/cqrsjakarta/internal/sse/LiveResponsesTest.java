package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.sse.LiveResponses.Form;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LiveResponsesTest {

    private static final Duration HEARTBEAT = ofSeconds(15);
    private static final Duration WRITE_TIMEOUT = ofSeconds(40);

    private final ManualTime time = new ManualTime();
    private final LiveResponses responses =
            new LiveResponses(time, Threads.VIRTUAL, HEARTBEAT, WRITE_TIMEOUT, Rules.RETRY);
    private final Connection connection = new Connection();
    private final FakeResponse response = new FakeResponse(connection, false);
    private final AtomicInteger ends = new AtomicInteger();
    private final CompletableFuture<LiveResponses.Client> client = new CompletableFuture<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** What comes through to a client, which may leave or stop reading. */
    private static final class Connection extends OutputStream {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private volatile boolean broken;
        private volatile boolean stalled;
        private final CountDownLatch stalling = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("broken pipe");
            }
            if (stalled) {
                stalling.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
            received.write(bytes, offset, length);
        }

        String text() {
            return received.toString(UTF_8);
        }
    }

    /** Serves until the test says so. */
    private LiveResponses.Served serve(Form form) {
        return responses.serve(
                "test",
                response,
                form,
                writing -> {
                    client.complete(writing);
                    await(end);
                },
                ends::incrementAndGet);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertOver(LiveResponses.Served served) {
        served.over().join();
        assertThat(ends).hasValue(1);
        assertThat(response.over).isTrue();
        assertThat(time.waiting()).as("alarms left behind").isZero();
    }

    @ParameterizedTest
    @CsvSource({"EVENTS, text/event-stream", "LINES, application/x-ndjson"})
    void saysWhatItIsAndThatNobodyMayKeepIt(Form form, String type) {
        LiveResponses.Served served = serve(form);
        client.join();
        assertThat(response.resumed.getMediaType()).hasToString(type);
        assertThat(response.resumed.getHeaderString(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store, no-transform");
        assertThat(LiveResponses.head(form).getHeaders())
                .containsExactlyInAnyOrderEntriesOf(response.resumed.getHeaders());
        assertThat(LiveResponses.head(form).hasEntity()).isFalse();
        end.countDown();
        assertOver(served);
    }

    @Test
    void eventsBeginWithThePauseOfWhoComesBackAndLinesWithNothing() {
        LiveResponses.Served served = serve(Form.EVENTS);
        client.join();
        assertThat(connection.text()).isEqualTo("retry: 2000\n");
        end.countDown();
        assertOver(served);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aSilenceIsBrokenByWhatMeansNothing(Form form) {
        LiveResponses.Served served = serve(form);
        client.join();
        int before = connection.text().length();
        time.advance(HEARTBEAT);
        String comment = connection.text().substring(before);
        assertThat(comment).isEqualTo(form == Form.LINES ? "\n" : new String(FrameEncoder.COMMENT, UTF_8));
        time.advance(HEARTBEAT);
        assertThat(connection.text().substring(before).replace(comment, ""))
                .as("what else there is, however many")
                .isEmpty();
        assertThat(connection.text().length()).isGreaterThan(before + comment.length());
        end.countDown();
        assertOver(served);
    }

    @Test
    void whatIsWrittenGoesOutAtOnce() throws IOException {
        LiveResponses.Served served = serve(Form.LINES);
        LiveResponses.Client writing = client.join();
        writing.write("one\n".getBytes(UTF_8));
        assertThat(connection.text()).isEqualTo("one\n");
        writing.write("two\n".getBytes(UTF_8));
        assertThat(connection.text()).isEqualTo("one\ntwo\n");
        assertThat(writing.isGone()).isFalse();
        end.countDown();
        assertOver(served);
        assertThat(writing.isGone()).isTrue();
        assertThatThrownBy(() -> writing.write("three\n".getBytes(UTF_8))).isInstanceOf(IOException.class);
        assertThat(connection.text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void whoWritesToAClientThatHasLeftIsTold() {
        LiveResponses.Served served = responses.serve(
                "test",
                response,
                Form.LINES,
                writing -> {
                    connection.broken = true;
                    writing.write("one\n".getBytes(UTF_8));
                    throw new AssertionError("it was written");
                },
                ends::incrementAndGet);
        assertOver(served);
        assertThat(connection.text()).isEmpty();
    }

    @Test
    void aSilenceShowsThatAClientHasLeft() {
        LiveResponses.Served served = serve(Form.EVENTS);
        LiveResponses.Client writing = client.join();
        connection.broken = true;
        time.advance(HEARTBEAT);
        assertThat(writing.isGone()).isTrue();
        assertThat(ends).hasValue(1);
        end.countDown();
        assertOver(served);
    }

    @Test
    void aClientThatHasLeftBeforeIsNotWrittenTo() {
        connection.broken = true;
        LiveResponses.Served served = serve(Form.EVENTS);
        assertOver(served);
        assertThat(client).isNotDone();
    }

    @Test
    void aWriteThatDoesNotMoveIsGivenUp() throws InterruptedException {
        LiveResponses.Served served = stalled();
        // An alarm looks at the write, and sets the next one.
        while (!served.over().isDone()) {
            time.advance(HEARTBEAT);
            Thread.yield();
        }
        assertOver(served);
    }

    @Test
    void whoGivesUpAResponseWaitsForNobody() throws InterruptedException {
        LiveResponses.Served served = stalled();
        served.giveUp();
        assertOver(served);
        served.giveUp();
        assertThat(ends).hasValue(1);
    }

    private LiveResponses.Served stalled() throws InterruptedException {
        LiveResponses.Served served = responses.serve(
                "test",
                response,
                Form.LINES,
                writing -> {
                    connection.stalled = true;
                    writing.write("one\n".getBytes(UTF_8));
                    throw new AssertionError("it was written");
                },
                ends::incrementAndGet);
        connection.stalling.await();
        return served;
    }

    @Test
    void aResponseThatTheServerDoesNotWantAnyMoreIsOver() {
        LiveResponses.Served served = responses.serve(
                "test",
                new FakeResponse(connection, true),
                Form.LINES,
                writing -> {
                    throw new AssertionError("it was served");
                },
                ends::incrementAndGet);
        served.over().join();
        assertThat(ends).hasValue(1);
    }
}
