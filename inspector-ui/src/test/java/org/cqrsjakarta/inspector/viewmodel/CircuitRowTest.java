package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.inspector.viewmodel.StreamsOf.SECOND;
import static org.cqrsjakarta.inspector.viewmodel.StreamsOf.START;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.CircuitControl;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.CircuitState;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitRowTest {

    /** The server's clock is so much ahead. */
    private static final long AHEAD = 7 * SECOND;

    private final History history = new History(Bounds.DEFAULT);

    private CircuitRow told(CircuitState state, long since, long asks, CircuitControl control) {
        return told(state, since, asks, control, null);
    }

    private CircuitRow told(
            CircuitState state, long since, long asks, CircuitControl control, CircuitFacts.@Nullable Nodes nodes) {
        history.accept(
                new RecordedMessage("q", START, new Message.Hello(1, "n", "a", "s", START + AHEAD, "r", false, false)));
        history.accept(new RecordedMessage(
                "q",
                START,
                new Message.CircuitsNow(
                        START + AHEAD,
                        List.of(new CircuitFacts(
                                "Live",
                                state,
                                since,
                                asks,
                                control,
                                new CircuitFacts.Window(3, 3, 3),
                                0,
                                new CircuitFacts.Probes(0, 0),
                                new CircuitFacts.Policy(List.of(), List.of(), 30_000, 3, 1, 1),
                                nodes)))));
        return CircuitRow.all(history).getFirst();
    }

    private String shared(boolean together, boolean tripped, CircuitState... live) {
        Map<String, CircuitState> nodes = new HashMap<>();
        for (CircuitState state : live) {
            nodes.put("n" + nodes.size(), state);
        }
        return told(
                        CircuitState.CLOSED,
                        START,
                        CircuitFacts.NOT_SAID,
                        CircuitControl.AUTOMATIC,
                        new CircuitFacts.Nodes("n0", together, tripped, nodes))
                .nodes();
    }

    @Test
    void saysHowManyNodesShareItAndHowEachStands() {
        assertThat(told(CircuitState.CLOSED, START, CircuitFacts.NOT_SAID, CircuitControl.AUTOMATIC)
                        .nodes())
                .isEmpty();
        assertThat(shared(true, false, CircuitState.OPEN, CircuitState.CLOSED, CircuitState.CLOSED))
                .isEqualTo("shared by 3: 2 closed, 1 open");
        assertThat(shared(true, true, CircuitState.OPEN, CircuitState.CLOSED))
                .isEqualTo("shared by 2: 1 closed, 1 open; opened for this one alone, by its own failures");
        assertThat(shared(false, false, CircuitState.OPEN, CircuitState.CLOSED))
                .isEqualTo("this one by itself: the store that they share does not answer");
    }

    @Test
    void openSaysWhenItWillAskAgain() {
        CircuitRow row = told(CircuitState.OPEN, START + AHEAD, START + AHEAD + 12 * SECOND, CircuitControl.AUTOMATIC);
        assertThat(row.asks(START)).isEqualTo("asks again in 12 s");
        assertThat(row.asks(START + 11 * SECOND + 1)).isEqualTo("asks again in 1 s");
        assertThat(row.asks(START + 12 * SECOND)).isEqualTo("asks again now");
        assertThat(row.since(START + 2 * SECOND)).isEqualTo("for 2.00 s, asks again in 10 s");
    }

    @Test
    void ofAnEarlierServerItIsReckonedFromItsDelay() {
        CircuitRow row = told(CircuitState.OPEN, START + AHEAD, CircuitFacts.NOT_SAID, CircuitControl.AUTOMATIC);
        assertThat(row.asks(START + SECOND)).isEqualTo("asks again in 29 s");
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, AUTOMATIC", "HALF_OPEN, AUTOMATIC", "OPEN, FORCED_OPEN", "CLOSED, FORCED_CLOSED"})
    void whatDoesNotWaitSaysNothing(CircuitState state, CircuitControl control) {
        CircuitRow row = told(state, START + AHEAD, CircuitFacts.NOT_SAID, control);
        assertThat(row.asks(START)).isEmpty();
        assertThat(row.since(START + SECOND)).isEqualTo("for 1.00 s");
    }

    @Test
    void aChangeEndsTheWait() {
        CircuitRow row = told(CircuitState.OPEN, START + AHEAD, START + AHEAD + 12 * SECOND, CircuitControl.AUTOMATIC);
        StreamsOf.tell(
                history,
                "q",
                new Event.CircuitChanged(START + AHEAD + SECOND, "Live", CircuitState.OPEN, CircuitState.HALF_OPEN));
        assertThat(row.asks(START + SECOND)).isEmpty();
    }

    @Test
    void itsHistoryIsAListWithHowLongEachLasted() {
        CircuitRow row = told(CircuitState.CLOSED, START + AHEAD, CircuitFacts.NOT_SAID, CircuitControl.AUTOMATIC);
        StreamsOf.tell(
                history,
                "q",
                new Event.CircuitChanged(START + AHEAD + SECOND, "Live", CircuitState.CLOSED, CircuitState.OPEN),
                new Event.CircuitChanged(
                        START + AHEAD + 6 * SECOND, "Live", CircuitState.OPEN, CircuitState.HALF_OPEN));
        assertThat(row.history(8))
                .containsExactly(
                        new CircuitRow.Line(START + 6 * SECOND, "half open", "until now"),
                        new CircuitRow.Line(START + SECOND, "open", "for 5.00 s"),
                        new CircuitRow.Line(START, "closed", "for 1.00 s"));
        assertThat(row.history(2)).hasSize(2);
    }
}
