package org.cqrsjakarta.inspector.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.Mark;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox(10);
    private final History history = new History(Bounds.DEFAULT);

    private void tell(int number) {
        inbox.tell(
                new RecordedMessage("q", number, new Message.Batch(List.of(new Event.Progress(number, "a", number)))));
    }

    @Test
    void losesTheOldestUnderAFloodAndSaysHowMany() {
        for (int i = 1; i <= 25; i++) {
            tell(i);
        }
        inbox.drainTo(history, Integer.MAX_VALUE);
        assertThat(history.events()).isEqualTo(10);
        assertThat(history.lost()).isEqualTo(15);
        assertThat(history.marks()).singleElement().satisfies(mark -> {
            assertThat(mark.kind()).isEqualTo(Mark.Kind.DROPPED_HERE);
            assertThat(mark.events()).isEqualTo(15);
        });
        assertThat(history.lanes().getFirst().position()).isEqualTo(25);
    }

    @Test
    void losesNoneButEvents() {
        inbox.tell(new RecordedMessage("q", 0, new Message.Hello(1, "n", "a", "s", 0, "r", false, false)));
        for (int i = 1; i <= 25; i++) {
            tell(i);
        }
        inbox.drainTo(history, Integer.MAX_VALUE);
        assertThat(history.server("q").hello()).isNotNull();
    }

    @Test
    void givesNoMoreAtATimeThanIsAskedFor() {
        for (int i = 1; i <= 8; i++) {
            tell(i);
        }
        assertThat(inbox.drainTo(history, 3)).isEqualTo(3);
        assertThat(history.events()).isEqualTo(3);
        assertThat(inbox.drainTo(history, 100)).isEqualTo(5);
    }
}
