package org.cqrsjakarta.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
