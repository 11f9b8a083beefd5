package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Ask;
import org.cqrsjakarta.internal.telemetry.LogLines;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What an application logs of its streams, up to its end. */
@ResourceLock("the library's log")
class DeployedLogTest {

    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 1.0, delay = 60_000)
    static class Gone implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) throws IOException {
            throw new IOException("gone");
        }
    }

    @Fallback(of = Gone.class)
    static class Kept implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("kept");
        }
    }

    @Test
    void whatTheLogHasCountedIsWrittenWhenTheApplicationStops() {
        try (LogLines log = LogLines.begin()) {
            try (Deployed app = Deployed.with(Map.of("cqrs.log.lines", "1"), Gone.class, Kept.class)) {
                for (int i = 0; i < 20; i++) {
                    try (Stream<String> stream = app.mediator().stream(new Ask())) {
                        assertThat(stream).containsExactly("kept");
                    }
                }
                assertThat(log.with("CQRS003")).hasSize(2);
            }
            assertThat(log.with("CQRS00300")).hasSize(1);
            assertThat(log.with("CQRS00301")).hasSize(1);
            assertThat(log.with("CQRS00304: Circuit of 'Gone' refused 18 stream(s)"))
                    .hasSize(1);
            assertThat(log.with("CQRS00305: 1 more stream(s) switched over from 'Gone' to 'Kept'"))
                    .hasSize(1);
            assertThat(log.with("CQRS003")).hasSize(4);
        }
    }
}
