package org.cqrsjakarta.inspector.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.Mark;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamFacts;
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

    @Test
    void isBoundedWhateverComesIn() {
        for (int i = 0; i < 1_000; i++) {
            inbox.tell(new RecordedMessage("q", i, new Message.Lost(1)));
            inbox.tell(new RecordedMessage("q", i, new Message.Batch(List.of())));
            inbox.tell(new RecordedMessage("q", i, new Message.Snapshot(i, List.of(), List.of())));
            inbox.unreadable("q");
            inbox.gone("q", i);
        }
        assertThat(inbox.drainTo(history, Integer.MAX_VALUE)).isLessThanOrEqualTo(10);
        assertThat(history.lost()).isPositive();
    }

    @Test
    void whatIsLargeCountsForWhatItLists() {
        List<StreamFacts> streams = Collections.nCopies(9, new StreamFacts("a", "Q", 1, List.of(), 1));
        for (int i = 0; i < 5; i++) {
            inbox.tell(new RecordedMessage("q", i, new Message.Snapshot(i, List.of(), streams)));
        }
        assertThat(inbox.drainTo(history, Integer.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void theLatestIsKeptThoughItIsMoreThanAllMayBe() {
        List<StreamFacts> streams = Collections.nCopies(90, new StreamFacts("a", "Q", 1, List.of(), 1));
        inbox.tell(new RecordedMessage("q", 1, new Message.Snapshot(1, List.of(), streams)));
        assertThat(inbox.drainTo(history, Integer.MAX_VALUE)).isEqualTo(1);
        assertThat(history.lanes()).hasSize(1);
    }
}
