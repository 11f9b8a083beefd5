package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatCircuit;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

class CqrsAssertionsTest {

    private static final String SWITCHOVER =
            "event: switchover\ndata: {\"position\":2,\"from\":\"Live\",\"to\":\"Stored\",\"reason\":\"ConnectException\"}\n\n";
    private static final List<Frame> FRAMES = frames("retry: 2000\n"
            + "event: item\ndata: \"a\"\nid: s.1\n\n:\n"
            + "event: item\ndata: {\"x\":1, \"y\":2}\nid: s.2\n\n"
            + SWITCHOVER
            + "event: item\ndata: 3\n\n"
            + "event: complete\ndata: {\"items\":3,\"steps\":[\"Live\",\"Stored\"]}\n\n");
    private static final Map<String, Integer> POINT = Map.of("y", 2, "x", 1);

    private static List<Frame> frames(String stream) {
        return new EventStreamParser().feed(stream.getBytes(UTF_8));
    }

    private static void assertRefused(ThrowingCallable wrong, String... messages) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(wrong).withMessageContainingAll(messages);
    }

    @Test
    void framesAreFollowedFromTheFirstEventToTheEnd() {
        assertThatStream(FRAMES)
                .items("a", POINT)
                .switchesOver("Live", "Stored")
                .because(ConnectException.class)
                .items(3)
                .completes();
        assertThatStream(FRAMES)
                .itemCount(2)
                .switchesOver("Live", "Stored")
                .itemCount(1)
                .completes();
        assertThatStream(frames(SWITCHOVER)).switchesOver("Live", "Stored");
        assertThatStream(frames("event: failure\ndata: {\"status\":500}\n\n")).fails();
    }

    @Test
    void itemsOfFramesAreComparedByWhatTheyMean() {
        assertThatStream(frames("event: item\ndata: {\"b\":[1.50,-0.0,1e2],\"a\":null}\n\n"))
                .items(JsonItems.parse("{\"a\":null,\"b\":[1.5,0,100]}"));
        assertRefused(
                () -> assertThatStream(frames("event: item\ndata: \"1\"\n\n")).items(1), "item 1\n", "item \"1\"");
    }

    @Test
    void aWrongItemIsShownWithWhatIsAroundIt() {
        assertRefused(
                () -> assertThatStream(FRAMES).as("prices").items("a", "b"),
                "[prices]",
                "Expected as event 2: item \"b\"",
                "\n  1 item \"a\"\n> 2 item {\"x\":1,\"y\":2}\n  3 switchover from 'Live' to 'Stored', reason ConnectException");
    }

    @Test
    void whatIsMissingIsShownAsNothing() {
        assertRefused(
                () -> assertThatStream(frames("event: item\ndata: 1\n\n"))
                        .items(1)
                        .completes(),
                "Expected as event 2: completion",
                "  1 item 1\n> 2 nothing");
        assertRefused(() -> assertThatStream(List.of()).items(1), "Expected as event 1: item 1", "> 1 nothing");
    }

    @Test
    void theEndIsTheEnd() {
        assertRefused(() -> assertThatStream(FRAMES).items("a").completes(), "Expected as event 2: completion");
        String completedTwice = "event: complete\ndata: {}\n\nevent: complete\ndata: {}\n\n";
        assertRefused(
                () -> assertThatStream(frames(completedTwice)).completes(),
                "Expected as event 2: nothing after the end");
        assertRefused(() -> assertThatStream(FRAMES).itemCount(2).fails(), "Expected as event 3: failure");
    }

    @Test
    void switchoversAreToldApart() {
        assertRefused(
                () -> assertThatStream(FRAMES).itemCount(2).switchesOver("Live", "Archived"),
                "Expected as event 3: switchover from 'Live' to 'Archived'");
        assertRefused(
                () -> assertThatStream(FRAMES)
                        .itemCount(2)
                        .switchesOver("Live", "Stored")
                        .because(IOException.class),
                "Expected as event 3: switchover, reason IOException");
        assertRefused(() -> assertThatStream(FRAMES).itemCount(3), "Expected as event 3: item 3 of 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> assertThatStream(FRAMES).items("a").because(IOException.class))
                .withMessage("because(IOException.class) follows no switchesOver(...)");
    }

    @Test
    void longStreamsAreShownInPart() {
        List<Frame> many = frames("event: item\ndata: 7\n\n".repeat(1000));
        assertThatThrownBy(() -> assertThatStream(many).itemCount(500).completes())
                .message()
                .contains("  491 item 7", "> 501 item 7", "  504 item 7")
                .doesNotContain(" 490 ", " 505 ");
    }

    @Test
    void pulledStreamsAreFollowedInTheSameWay() {
        var refused = new SwitchedOver("s", 0, "Live", "Stored", new CircuitBreakerOpenException("open"));
        var lost = new SwitchedOver("s", 2, "Stored", "Archived", new IOException());
        assertThatStream(new Pulled<>(List.of(1, 2, 3), List.of(refused, lost), null))
                .switchesOver("Live", "Stored")
                .because(CircuitBreakerOpenException.class)
                .items(1, 2)
                .switchesOver("Stored", "Archived")
                .items(3)
                .completes();
        var failed = new Pulled<>(List.of(1), List.of(), new IOException("lost"));
        assertThatStream(failed).items(1).fails();
        assertRefused(() -> assertThatStream(failed).items(1).completes(), "> 2 failure java.io.IOException: lost");
    }

    record Ask() implements StreamRequest<String> {}

    @StreamingHandler
    @CircuitBreaker
    static class Source extends ScriptedHandler<Ask, String> {}

    @Test
    void circuitsAreNamed() {
        try (TestApplication app =
                TestApplication.with().playing(Source.class, Script.of("a")).start()) {
            assertThatCircuit(app, "Source").isClosed();
            assertRefused(
                    () -> assertThatCircuit(app, "Source").isOpen(), "Circuit 'Source' is CLOSED, expected: OPEN");
            assertRefused(
                    () -> assertThatCircuit(app, "Sauce").isHalfOpen(),
                    "There is no circuit 'Sauce', there is one for each of [Source]");
        }
    }
}
