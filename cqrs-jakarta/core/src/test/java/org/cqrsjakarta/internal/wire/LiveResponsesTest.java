package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cqrsjakarta.internal.delivery.WatchedThreads;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.internal.wire.LiveResponses.Served;
import org.cqrsjakarta.spi.ManualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveResponsesTest {

    private static final Duration HEARTBEAT = ofSeconds(15);
    private static final Duration WRITE_TIMEOUT = ofSeconds(40);

    private final ManualTime time = new ManualTime();
    private final WatchedThreads threads = new WatchedThreads(Threads.VIRTUAL);
    private final LiveResponses responses =
            new LiveResponses(time, threads, new ResponseRules(HEARTBEAT, WRITE_TIMEOUT, ofSeconds(2)));
    private final Connection connection = new Connection();
    private final FakeResponse response = new FakeResponse(connection, false);
    private final Given given = new Given();

    /** What comes through to a client, which may leave or stop reading. */
    private static final class Connection extends OutputStream {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final List<String> flushed = new ArrayList<>();
        private final AtomicInteger interrupts = new AtomicInteger();
        private volatile boolean broken;
        private volatile boolean takenBack;
        private volatile boolean stalled;
        private final CountDownLatch stalling = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("broken pipe");
            }
            if (takenBack) {
                throw new IllegalStateException("recycled");
            }
            if (stalled) {
                stall();
            }
            received.write(bytes, offset, length);
        }

        private void stall() throws IOException {
            stalling.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
                throw new InterruptedIOException();
            }
        }

        @Override
        public synchronized void flush() {
            flushed.add(received.toString(UTF_8));
        }

        synchronized String text() {
            return received.toString(UTF_8);
        }

        synchronized int flushes() {
            return flushed.size();
        }

        void await(String text) {
            until(() -> text().equals(text), () -> "'" + text + "', and there is '" + text() + "'");
        }
    }

    /** Frames that a test gives by hand. */
    private static final class Given implements Frames {

        private final Deque<byte[]> frames = new ArrayDeque<>();
        private final AtomicInteger ends = new AtomicInteger();
        private final CompletableFuture<Boolean> written = new CompletableFuture<>();
        private final CompletableFuture<Bell> bell = new CompletableFuture<>();
        private boolean ended;
        private volatile Class<? extends Throwable> fault;

        /** For how many bytes the bell is to be rung: in vain it would cut short what waits for more. 0: for none. */
        private int awaited;

        /** The response's thread has written all there was, and waits. */
        private volatile boolean resting;

        /** What is done with the clock before that is not seen: it may be within a write yet. */
        void awaitRest() {
            until(() -> resting, () -> "the response waits");
        }

        synchronized Given give(String frame) {
            return give(frame.getBytes(UTF_8));
        }

        synchronized Given give(byte[] frame) {
            frames.add(frame);
            ring();
            return this;
        }

        synchronized void end() {
            ended = true;
            ring();
        }

        private void ring() {
            Bell there = bell.getNow(null);
            if (there != null && awaited > 0 && (ended || bytes() >= awaited)) {
                awaited = 0;
                there.ring();
            }
        }

        @Override
        public void begin(Bell rung) {
            bell.complete(rung);
        }

        @Override
        public synchronized Next take(FrameBuffer into) {
            resting = false;
            if (fault == IllegalStateException.class) {
                throw new IllegalStateException();
            } else if (fault != null) {
                throw new StackOverflowError();
            }
            while (!frames.isEmpty() && !into.isFull()) {
                into.add(frames.remove());
            }
            return !frames.isEmpty() ? Next.MORE : ended ? Next.END : Next.LATER;
        }

        @Override
        public synchronized boolean isShortOf(int bytes) {
            awaited = !ended && this.bytes() < bytes ? bytes : 0;
            resting = awaited > 0;
            return resting;
        }

        private int bytes() {
            return frames.stream().mapToInt(frame -> frame.length).sum();
        }

        @Override
        public void over(boolean all) {
            ends.incrementAndGet();
            written.complete(all);
        }
    }

    private Served serve(Form form) {
        return responses.serve("test", response, form, given);
    }

    private void assertOver(Served served, boolean written) throws Exception {
        assertThat(given.written.get(20, TimeUnit.SECONDS)).isEqualTo(written);
        served.out().get(20, TimeUnit.SECONDS);
        assertThat(given.ends).hasValue(1);
        assertThat(response.over).isTrue();
        // That of a moment stays until then, for others.
        time.advance(LiveResponse.FLUSH_AFTER);
        assertThat(time.waiting()).as("alarms left behind").isZero();
    }

    private static String text(@Nullable Integer length) {
        return "x".repeat(length == null ? 0 : length);
    }

    @ParameterizedTest
    @CsvSource({"EVENTS, text/event-stream", "LINES, application/x-ndjson"})
    void saysWhatItIsAndThatNobodyMayKeepIt(Form form, String type) throws Exception {
        Served served = serve(form);
        given.bell.get(20, TimeUnit.SECONDS);
        assertThat(response.resumed.getMediaType()).hasToString(type);
        assertThat(response.resumed.getHeaderString(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store, no-transform");
        assertThat(LiveResponses.head(form).getHeaders())
                .containsExactlyInAnyOrderEntriesOf(response.resumed.getHeaders());
        assertThat(LiveResponses.head(form).hasEntity()).isFalse();
        given.end();
        assertOver(served, true);
    }

    @Test
    void eventsBeginWithThePauseOfWhoComesBackAndLinesWithNothing() throws Exception {
        Served served = serve(Form.EVENTS);
        connection.await("retry: 2000\n");
        given.end();
        assertOver(served, true);
        assertThat(connection.flushes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aSilenceIsBrokenByWhatMeansNothing(Form form) throws Exception {
        Served served = serve(form);
        given.bell.get(20, TimeUnit.SECONDS);
        String begun = form == Form.LINES ? "" : "retry: 2000\n";
        String comment = form == Form.LINES ? "\n" : new String(FrameEncoder.COMMENT, UTF_8);
        until(() -> connection.flushes() == 1, () -> "the response has begun");
        given.awaitRest();
        time.advance(HEARTBEAT.minusMillis(1));
        connection.await(begun);
        given.awaitRest();
        time.advance(ofMillis(1));
        connection.await(begun + comment);
        // A client that has left is noticed by one of the next writes: they follow soon.
        for (int comments = 2; comments <= 4; comments++) {
            given.awaitRest();
            time.advance(HEARTBEAT.dividedBy(8));
            connection.await(begun + comment.repeat(comments));
        }
        given.awaitRest();
        time.advance(HEARTBEAT.minusMillis(1));
        connection.await(begun + comment.repeat(4));
        given.end();
        assertOver(served, true);
    }

    @Test
    void whatIsGivenGoesOutAtOnceAfterASilence() throws Exception {
        Served served = serve(Form.LINES);
        until(() -> connection.flushes() == 1, () -> "the response has begun");
        given.awaitRest();
        time.advance(LiveResponse.FLUSH_AFTER);
        given.give("one\n");
        connection.await("one\n");
        given.awaitRest();
        time.advance(LiveResponse.FLUSH_AFTER);
        given.give("two\n");
        connection.await("one\ntwo\n");
        given.end();
        assertOver(served, true);
    }

    @Test
    void whatComesSoonAfterAFlushWaitsForMore() throws Exception {
        given.give("one\n");
        Served served = serve(Form.LINES);
        connection.await("one\n");
        given.give("two\n");
        time.awaitWaiting(2);
        given.give("three\n");
        assertThat(connection.text()).isEqualTo("one\n");
        time.advance(LiveResponse.FLUSH_AFTER);
        connection.await("one\ntwo\nthree\n");
        assertThat(connection.flushes()).isEqualTo(2);
        given.end();
        assertOver(served, true);
    }

    @Test
    void whatIsEnoughWaitsForNothing() throws Exception {
        given.give("one\n");
        Served served = serve(Form.LINES);
        connection.await("one\n");
        String much = text(FrameBuffer.FULL);
        given.give(much);
        connection.await("one\n" + much);
        given.give("two\n").end();
        connection.await("one\n" + much + "two\n");
        assertOver(served, true);
    }

    @Test
    void aLargeFrameIsWrittenAsItIs() throws Exception {
        byte[] large = new byte[1 << 20];
        Served served = serve(Form.LINES);
        given.give(large).end();
        assertOver(served, true);
        assertThat(connection.text()).hasSize(large.length);
    }

    @Test
    void aClientThatHasLeftIsNoticedByTheWrite() throws Exception {
        Served served = serve(Form.LINES);
        until(() -> connection.flushes() == 1, () -> "the response has begun");
        given.awaitRest();
        time.advance(LiveResponse.FLUSH_AFTER);
        connection.broken = true;
        given.give("one\n");
        assertOver(served, false);
        assertThat(connection.text()).isEmpty();
    }

    @Test
    void aSilenceShowsThatAClientHasLeft() throws Exception {
        Served served = serve(Form.EVENTS);
        connection.await("retry: 2000\n");
        given.awaitRest();
        connection.broken = true;
        time.advance(HEARTBEAT);
        assertOver(served, false);
    }

    @Test
    void aWriteThatDoesNotMoveIsGivenUp() throws Exception {
        Served served = stalled();
        time.advance(WRITE_TIMEOUT.minusMillis(1));
        assertThat(given.written).isNotDone();
        time.advance(HEARTBEAT.dividedBy(16));
        assertOver(served, false);
        assertThat(connection.interrupts).hasValue(1);
    }

    /** What responses have failed of, as the log has it. */
    private static final class Faults extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("org.cqrsjakarta");
        private final List<Throwable> told = new CopyOnWriteArrayList<>();

        Faults() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().startsWith("CQRS00422")) {
                told.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    @Test
    void aServerMayThrowWhatItLikesWhereItsClientIsGone() throws Exception {
        connection.takenBack = true;
        try (Faults faults = new Faults()) {
            assertOver(serve(Form.EVENTS), false);
            assertThat(faults.told).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void whatFailsOnOurSideIsToldAsThat(Class<? extends Throwable> kind) throws Exception {
        given.fault = kind;
        try (Faults faults = new Faults()) {
            assertOver(serve(Form.EVENTS), false);
            assertThat(faults.told).hasExactlyElementsOfTypes(kind);
        }
    }

    @Test
    void whoGivesUpAResponseWaitsForNobody() throws Exception {
        Served served = stalled();
        served.giveUp();
        assertThat(given.written).isCompletedWithValue(false);
        assertOver(served, false);
        served.giveUp();
        assertThat(given.ends).hasValue(1);
    }

    private Served stalled() throws InterruptedException {
        connection.stalled = true;
        given.give("one\n");
        Served served = serve(Form.LINES);
        assertThat(connection.stalling.await(20, TimeUnit.SECONDS)).isTrue();
        return served;
    }

    @Test
    void aServerThatWaitsAgainOnTheWayOutIsInterruptedAgain() throws Exception {
        AtomicInteger interrupts = new AtomicInteger();
        FakeResponse patient = new FakeResponse(connection, false) {
            @Override
            public boolean resume(Object answer) {
                boolean resumed = super.resume(answer);
                for (int i = 0; i < 3; i++) {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupts.incrementAndGet();
                    }
                }
                return resumed;
            }
        };
        connection.stalled = true;
        given.give("one\n");
        Served served = responses.serve("test", patient, Form.LINES, given);
        assertThat(connection.stalling.await(20, TimeUnit.SECONDS)).isTrue();
        served.giveUp();
        until(
                () -> {
                    // It is looked at so many times at the most, and only where it waits does that count.
                    if (threads.areAtRest()) {
                        time.advance(ResponseThread.PAUSE);
                    }
                    return served.out().isDone();
                },
                () -> "the thread is out, after " + interrupts);
        assertThat(interrupts).hasValue(3);
        until(() -> time.waiting() == 0, () -> "no alarm waits");
    }

    @Test
    void whoIsStillThereWhenTheApplicationStopsIsGivenUpAfterAWhileAndWaitedFor() throws Exception {
        Served served = stalled();
        ManualTime clock = new ManualTime();
        Thread stopping = Thread.ofVirtual().start(() -> responses.stop(clock));
        clock.awaitWaiting(2);
        clock.advance(LiveResponses.TO_END.minusMillis(1));
        assertThat(given.written).isNotDone();
        clock.advance(ofMillis(1));
        stopping.join();
        assertThat(served.out()).isDone();
        assertOver(served, false);
        assertThat(clock.waiting()).as("alarms left behind").isZero();
    }

    @Test
    void aStopDoesNotWaitForEverForAThreadThatTheServerKeeps() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        FakeResponse keeping = new FakeResponse(connection, false) {
            @Override
            public boolean resume(Object answer) {
                boolean resumed = super.resume(answer);
                awaitUninterruptibly(released);
                return resumed;
            }
        };
        given.end();
        Served served = responses.serve("test", keeping, Form.LINES, given);
        given.written.get(20, TimeUnit.SECONDS);
        ManualTime clock = new ManualTime();
        Thread stopping = Thread.ofVirtual().start(() -> responses.stop(clock));
        clock.awaitWaiting(2);
        clock.advance(LiveResponses.TO_END.plus(LiveResponses.TO_GET_OUT));
        stopping.join();
        assertThat(served.out()).isNotDone();
        released.countDown();
        served.out().get(20, TimeUnit.SECONDS);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aResponseThatTheServerDoesNotWantAnyMoreIsOver() throws Exception {
        Served served = responses.serve("test", new FakeResponse(connection, true), Form.LINES, given);
        served.out().get(20, TimeUnit.SECONDS);
        assertThat(given.ends).hasValue(1);
        assertThat(given.bell).as("it was served").isNotDone();
    }
}
