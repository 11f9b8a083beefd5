package org.cqrsjakarta.internal.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.internal.wire.ResponseRules;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectorTest {

    private static final int FEEDS = 2;

    private final FeedHarness harness = new FeedHarness();
    private final LiveResponses responses = new LiveResponses(
            harness.time,
            Threads.VIRTUAL,
            new ResponseRules(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(2)));
    private final Inspector inspector = new Inspector(
            new InspectorRules(true, false, 8, FEEDS, FEEDS, "north-1"),
            "r1",
            responses,
            harness.runs,
            harness.time,
            InstantSource.system());

    InspectorTest() {
        inspector.show(List.of(harness.circuit));
    }

    /** Has got what was written. */
    private static final class Reader extends OutputStream {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            received.write(bytes, offset, length);
            if (received.toString(UTF_8).contains("snapshot")) {
                begun.countDown();
            }
        }

        /** A suspended response that is written here. */
        AsyncResponse response() {
            return (AsyncResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {AsyncResponse.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("resume")) {
                            ((StreamingOutput) ((Response) arguments[0]).getEntity()).write(this);
                            ended.countDown();
                            return true;
                        }
                        return List.of();
                    });
        }
    }

    private boolean open(Reader reader) {
        return inspector.open(reader.response(), Form.LINES, new FeedCaller("quakes", "Server 1", null, false, null))
                == FeedPlaces.Answer.TAKEN;
    }

    private Reader opened() throws InterruptedException {
        Reader reader = new Reader();
        assertThat(open(reader)).isTrue();
        reader.begun.await();
        return reader;
    }

    @Test
    void closingEndsWhatIsOpenAndOpensNothingMore() throws Exception {
        Reader one = opened();
        Reader other = opened();
        inspector.close();
        one.ended.await();
        other.ended.await();
        assertThat(open(new Reader())).isFalse();
        responses.stop(harness.manual);
        assertThat(harness.manual.waiting()).as("alarms left behind").isZero();
    }

    @Test
    void oneTooManyFindsNoPlace() throws Exception {
        opened();
        opened();
        assertThat(open(new Reader())).isFalse();
        inspector.close();
    }

    @Test
    void whoIsNotServedTakesNoPlace() {
        AsyncResponse ended = (AsyncResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncResponse.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("it has ended");
                });
        for (int i = 0; i < 2 * FEEDS; i++) {
            assertThatThrownBy(() ->
                            inspector.open(ended, Form.LINES, new FeedCaller("quakes", "Server 1", null, false, null)))
                    .hasMessage("it has ended");
        }
        assertThat(harness.manual.waiting()).as("looks for progress").isZero();
    }

    @Test
    void whatIsRecordedReachesFeedsAndWhoComesAfter() throws Exception {
        Reader reader = opened();
        var event = new StreamStarted("s1", FeedHarness.Ask.class, "Live");
        var passedOn = new ArrayList<TelemetryEvent>();
        inspector.before(passedOn::add).record(event);
        assertThat(passedOn).containsExactly(event);
        while (!reader.received.toString(UTF_8).contains("\"started\",\"stream\":\"s1\"")) {
            harness.manual.advance(Feed.BETWEEN_BATCHES);
            Thread.yield();
        }
        inspector.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FORCE_OPEN, OPEN, FORCED_OPEN",
        "FORCE_CLOSED, CLOSED, FORCED_CLOSED",
        "AUTOMATIC, CLOSED, AUTOMATIC",
        "RESET, CLOSED, AUTOMATIC"
    })
    void anActionAnswersWithTheCircuitAsItIsThen(CircuitAction action, String state, String control) {
        byte[] answer = inspector.act("Live", action, "ada").orElseThrow();
        assertThat(new String(answer, UTF_8))
                .contains("\"state\":\"" + state + "\"", "\"control\":\"" + control + "\"");
        assertThat(CircuitAction.of(action.word())).contains(action);
    }

    @Test
    void whatIsNotShownCannotBeActedUpon() {
        assertThat(inspector.act("Stored", CircuitAction.RESET, "ada")).isEmpty();
        assertThat(inspector.circuitNames()).isEqualTo("Live");
        assertThat(CircuitAction.of("explode")).isEmpty();
    }

    @Test
    void theCircuitsAreAMessageOfTheirs() {
        ProtocolSchema.assertKeepsTo(
                new String(Framing.framed(Form.LINES, "circuits", null, inspector.circuits()), UTF_8));
    }
}
