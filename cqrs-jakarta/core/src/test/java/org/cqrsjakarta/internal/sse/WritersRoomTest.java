package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** How far a writer comes before it has to wait, in frames of a hundred bytes. */
class WritersRoomTest {

    private static final int FRAME = 100;
    private static final int FOUR = 4 * FRAME;
    private static final int MUCH = 1 << 20;
    private static final Owner OWNER = Owner.of(null, null);

    private final ManualTime time = new ManualTime();
    private final Bell writer = new Bell();
    private long position;

    private Journal journal(int inAll) {
        return new Journal(1000, 0, FOUR, 0, new JournalSpace(inAll), OWNER, time);
    }

    private static JournalReader reader(Journal journal) {
        return Objects.requireNonNull(journal.read(0, new Bell()));
    }

    /** Writes until it has to wait; answers how many there were before that one. */
    private int write(Journal journal) {
        int written = 0;
        while (journal.hasRoom(writer)) {
            journal.item(++position, Frame.of(new byte[FRAME]), null);
            written++;
        }
        return written - 1;
    }

    private static void takeAll(JournalReader reader) {
        var unused = reader.take(new FrameBuffer());
    }

    /** As a response does whose client takes everything at once. */
    private static void runDry(JournalReader reader) {
        takeAll(reader);
        assertThat(reader.isShortOf(1)).isTrue();
    }

    @Test
    void isFurtherAheadOfAReaderThatKeepsUpButNotWithoutBound() {
        Journal journal = journal(MUCH);
        JournalReader reader = reader(journal);
        for (int expected : new int[] {4, 8, 16, 32, 32, 32}) {
            assertThat(write(journal)).isEqualTo(expected);
            runDry(reader);
        }
    }

    @Test
    void isNotFurtherAheadOfAReaderThatIsWaitedFor() {
        Journal journal = journal(MUCH);
        JournalReader reader = reader(journal);
        for (int i = 0; i < 5; i++) {
            assertThat(write(journal)).isEqualTo(4);
            // It writes them to its client for long: there is more when it comes back.
            takeAll(reader);
        }
    }

    @Test
    void isNotFurtherAheadOfAReaderThatIsSlowWhereTheSourcePausesThen() {
        Journal journal = journal(MUCH);
        JournalReader reader = reader(journal);
        for (int i = 0; i < 5; i++) {
            assertThat(write(journal)).isEqualTo(4);
            takeAll(reader);
            // It writes them to its client for long, and there is nothing yet when it comes back.
            time.advance(WritersRoom.A_MOMENT.plusNanos(1));
            assertThat(reader.isShortOf(1)).isTrue();
        }
    }

    @Test
    void isNotFurtherAheadAnyMoreOfAReaderThatHasBecomeSlow() {
        Journal journal = journal(MUCH);
        JournalReader reader = reader(journal);
        for (int expected : new int[] {4, 8, 16}) {
            assertThat(write(journal)).isEqualTo(expected);
            runDry(reader);
        }
        assertThat(write(journal)).isEqualTo(32);
        time.advance(WritersRoom.A_MOMENT.plusNanos(1));
        runDry(reader);
        assertThat(write(journal)).isEqualTo(4);
    }

    @Test
    void isNotFurtherAheadWhereOnlyTheReaderWaits() {
        Journal journal = journal(MUCH);
        JournalReader reader = reader(journal);
        for (int i = 0; i < 5; i++) {
            journal.item(++position, Frame.of(new byte[FRAME]), null);
            runDry(reader);
        }
        assertThat(write(journal)).isEqualTo(4);
    }

    @Test
    void isNotFurtherAheadWhileAllJournalsHaveAHalfOfWhatTheyMay() {
        Journal journal = journal(2 * FOUR);
        JournalReader reader = reader(journal);
        for (int i = 0; i < 5; i++) {
            assertThat(write(journal)).isEqualTo(4);
            runDry(reader);
        }
    }

    @Test
    void goesOnWhenAHalfOfWhatItMayBeAheadIsLeft() {
        Journal journal = journal(MUCH);
        JournalReader reader = reader(journal);
        assertThat(write(journal)).isEqualTo(4);
        runDry(reader);
        assertThat(write(journal)).isEqualTo(8);
        assertThat(journal.hasRoom(writer)).isFalse();
        journal.pass(reader, 9);
        assertThat(journal.hasRoom(writer)).as("five are left").isFalse();
        journal.pass(reader, 10);
        assertThat(journal.hasRoom(writer)).as("four").isTrue();
    }
}
