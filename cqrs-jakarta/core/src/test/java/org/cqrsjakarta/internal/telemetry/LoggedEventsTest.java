package org.cqrsjakarta.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the library's log")
class LoggedEventsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int LINES = 3;
    private static final CircuitBreakerOpenException REFUSAL = refusal();

    private final ManualTime time = new ManualTime();
    private final List<TelemetryEvent> observed = new ArrayList<>();
    private final LoggedEvents events =
            new LoggedEvents(observed::add, type -> true, new LogRules(INTERVAL, LINES), time);
    private final LoggedEvents unobserved =
            new LoggedEvents(event -> {}, type -> false, new LogRules(INTERVAL, LINES), time);
    private LogLines log;

    @BeforeEach
    void listen() {
        log = LogLines.begin();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    /** As a circuit shares it between streams. */
    private static CircuitBreakerOpenException refusal() {
        var shared = new CircuitBreakerOpenException("refused");
        shared.setStackTrace(new StackTraceElement[0]);
        return shared;
    }

    private static SwitchedOver left(Throwable cause) {
        return new SwitchedOver("s1", 3, "Live", "Cached", cause);
    }

    private void change(CircuitState from, CircuitState to) {
        events.record(new CircuitChanged("Live", from, to));
    }

    private void repeat(int times, TelemetryEvent event) {
        for (int i = 0; i < times; i++) {
            events.record(event);
        }
    }

    @Test
    void anOpenCircuitIsOneLineAndThenACountForEachInterval() {
        change(CircuitState.CLOSED, CircuitState.OPEN);
        repeat(1_000, left(REFUSAL));
        assertThat(log.all()).singleElement().asString().startsWith("ERROR CQRS00301");

        time.advance(INTERVAL);
        assertThat(log.all().getLast())
                .isEqualTo("WARN CQRS00304: Circuit of 'Live' refused 1000 stream(s) in the last 10.0 s;"
                        + " they went to 'Cached' at once");

        time.advance(Duration.ofSeconds(3));
        repeat(7, left(REFUSAL));
        time.advance(INTERVAL);
        assertThat(log.all()).hasSize(3);
        assertThat(log.all().getLast()).contains("refused 7 stream(s) in the last 10.0 s");
        assertThat(observed).hasSize(1_008);
    }

    @Test
    void whatACircuitRefusedStandsBeforeItsNextChange() {
        change(CircuitState.CLOSED, CircuitState.OPEN);
        repeat(5, left(REFUSAL));
        time.advance(Duration.ofMillis(2_500));
        change(CircuitState.OPEN, CircuitState.HALF_OPEN);
        assertThat(log.all()).hasSize(3);
        assertThat(log.all().get(1)).contains("CQRS00304", "refused 5 stream(s) in the last 2.5 s");
        assertThat(log.all().get(2)).contains("CQRS00302", "from OPEN to HALF_OPEN");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aFewRealFailuresAreALineEachAndTheRestOfTheIntervalIsCounted() {
        repeat(LINES, left(new IOException("first")));
        repeat(40, left(new IOException("more")));
        events.record(left(new ConnectException("refused\r\nby them")));
        assertThat(log.with("CQRS00300")).hasSize(LINES).allMatch(line -> line.endsWith("IOException: first"));

        time.advance(INTERVAL);
        assertThat(log.all()).hasSize(LINES + 1);
        assertThat(log.all().getLast())
                .isEqualTo("WARN CQRS00305: 41 more stream(s) switched over from 'Live' to 'Cached' in the last 10.0 s;"
                        + " the newest is s1, at position 3: java.net.ConnectException: refused by them");

        repeat(LINES, left(new IOException("again")));
        assertThat(log.with("CQRS00300")).hasSize(2 * LINES);
    }

    @Test
    void oneHandlersFailuresTakeNoLinesFromAnothers() {
        repeat(LINES + 1, left(new IOException()));
        repeat(LINES, new SwitchedOver("s2", 0, "Other", "Cached", new IOException()));
        assertThat(log.with("'Other'")).hasSize(LINES);
    }

    @Test
    void whatComesSeldomIsALineEachAndSetsNoAlarm() {
        for (int i = 0; i < 50; i++) {
            events.record(left(new IOException()));
            time.advance(INTERVAL.dividedBy(2));
            assertThat(time.waiting()).isZero();
        }
        assertThat(log.with("CQRS00300")).hasSize(50);
    }

    @Test
    void aRefusalThatAHandlerGotFromAStreamOfItsOwnIsAFailure() {
        events.record(left(new CircuitBreakerOpenException("of another stream")));
        assertThat(log.with("CQRS00300")).hasSize(1);
    }

    @Test
    void aCircuitThatFlapsIsCountedToo() {
        for (int i = 0; i < 500; i++) {
            change(CircuitState.HALF_OPEN, CircuitState.OPEN);
            change(CircuitState.OPEN, CircuitState.HALF_OPEN);
        }
        assertThat(log.all()).hasSize(LINES);
        time.advance(INTERVAL);
        assertThat(log.all()).hasSize(LINES + 1);
        assertThat(log.all().getLast())
                .isEqualTo("WARN CQRS00306: Circuit of 'Live' changed 997 more time(s) in the last 10.0 s,"
                        + " and is HALF_OPEN now");
    }

    @Test
    void theEndWritesWhatIsPendingAndLeavesNoAlarm() {
        repeat(8, left(REFUSAL));
        repeat(LINES + 2, left(new IOException()));
        for (int i = 0; i < LINES + 4; i++) {
            change(CircuitState.OPEN, CircuitState.OPEN);
        }
        assertThat(time.waiting()).isEqualTo(2);
        events.close();
        assertThat(time.waiting()).isZero();
        assertThat(log.with("refused 8 stream(s)")).hasSize(1);
        assertThat(log.with("2 more stream(s)")).hasSize(1);
        assertThat(log.with("4 more time(s)")).hasSize(1);

        repeat(2, left(REFUSAL));
        assertThat(log.with("refused 1 stream(s)"))
                .as("told after the end, at once")
                .hasSize(2);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void nothingIsLostWhileManyTellAndTheClockRuns() throws Exception {
        int threads = 4;
        int each = 20_000;
        CountDownLatch running = new CountDownLatch(threads);
        try (ExecutorService tellers = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                tellers.execute(() -> {
                    for (int k = 0; k < each; k++) {
                        unobserved.record(left(REFUSAL));
                    }
                    running.countDown();
                });
            }
            while (running.getCount() > 0) {
                time.advance(INTERVAL.dividedBy(3));
            }
        }
        unobserved.close();
        LongAdder told = new LongAdder();
        Pattern count = Pattern.compile("refused (\\d+) stream");
        for (String line : log.with("CQRS00304")) {
            Matcher matcher = count.matcher(line);
            assertThat(matcher.find()).isTrue();
            told.add(Long.parseLong(matcher.group(1)));
        }
        assertThat(told.sum()).isEqualTo((long) threads * each);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aCountedRefusalAllocatesNextToNothing() {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SwitchedOver refused = left(REFUSAL);
        unobserved.record(refused);
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            unobserved.record(refused);
        }
        assertThat((thread.getCurrentThreadAllocatedBytes() - before) / 1_000).isLessThan(100);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void theLogSaysWhatHasHappenedAndNotWhatHasCarriedIt() {
        repeat(LINES + 1, left(new UncheckedIOException(new ConnectException("refused"))));
        time.advance(INTERVAL);
        assertThat(log.all())
                .hasSize(LINES + 1)
                .allMatch(line -> line.endsWith(": java.net.ConnectException: refused"));
    }

    @Test
    void aCauseThatCannotBeDescribedChangesNothing() {
        SwitchedOver event = left(new Exception() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        });
        events.record(event);
        assertThat(observed).containsExactly(event);
    }

    @Test
    void whatAnObserverThrowsStaysHere() {
        new LoggedEvents(
                        event -> {
                            throw new StackOverflowError();
                        },
                        type -> true,
                        new LogRules(INTERVAL, LINES),
                        time)
                .record(left(new Exception("two\r\nlines")));
    }
}
