package org.cqrsjakarta.inspector.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.CircuitControl;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.CircuitState;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.MessageReader;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamFacts;
import org.junit.jupiter.api.Test;

class SnapshotTextTest {

    @Test
    void saysWhatTheServerHasSaidByTheServersClock() throws Exception {
        Message.Snapshot said = new Message.Snapshot(
                9_000,
                List.of(new CircuitFacts(
                        "Live",
                        CircuitState.OPEN,
                        7_000,
                        9_500,
                        CircuitControl.AUTOMATIC,
                        new CircuitFacts.Window(3, 2, 1),
                        4,
                        new CircuitFacts.Probes(1, 2),
                        new CircuitFacts.Policy(List.of("E"), List.of(), 30, 3, 0.5, 2),
                        new CircuitFacts.Nodes(
                                "n1", true, false, Map.of("n2", CircuitState.OPEN, "n1", CircuitState.CLOSED)))),
                List.of(new StreamFacts("a", "Q", 8_000, List.of("Live", "Stored"), 5, true)));
        History history = new History(Bounds.DEFAULT);
        history.accept(
                new RecordedMessage("q", 500_000, new Message.Hello(1, "n", "a", "s", 8_500, "r", false, false)));
        history.accept(new RecordedMessage("q", 500_500, said));
        String text = SnapshotText.of(history.server("q"), history.lanes(), 500_500);
        assertThat(new MessageReader().read("snapshot", text)).contains(said);
    }
}
