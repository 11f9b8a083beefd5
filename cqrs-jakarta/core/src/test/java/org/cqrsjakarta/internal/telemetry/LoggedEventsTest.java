package org.cqrsjakarta.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.junit.jupiter.api.Test;

class LoggedEventsTest {

    private final List<TelemetryEvent> observed = new ArrayList<>();

    @Test
    void aCauseThatCannotBeDescribedChangesNothing() {
        SwitchedOver event = new SwitchedOver("s1", 3, "Live", "Cached", new Exception() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        });
        new LoggedEvents(observed::add).record(event);
        assertThat(observed).containsExactly(event);
    }

    @Test
    void whatAnObserverThrowsStaysHere() {
        new LoggedEvents(event -> {
                    throw new StackOverflowError();
                })
                .record(new SwitchedOver("s1", 3, "Live", "Cached", new Exception("two\r\nlines")));
    }

    @Test
    void theLogSaysWhatHasHappenedAndNotWhatHasCarriedIt() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.cqrsjakarta");
        logger.addHandler(handler);
        try {
            new LoggedEvents(observed::add)
                    .record(new SwitchedOver(
                            "s1", 3, "Live", "Cached", new UncheckedIOException(new ConnectException("refused"))));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).singleElement().asString().endsWith("'Cached': java.net.ConnectException: refused");
    }
}
