package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final int AHEAD = 1000;
    private static final Owner OWNER = Owner.of(null, null);

    private final JournalSpace space = new JournalSpace(1000);

    private static byte[] frame(String text) {
        return (text + " ").getBytes(UTF_8);
    }

    private Journal journal(int frames, int bytes, long from) {
        return new Journal(frames, bytes, AHEAD, from, space, OWNER, new ManualTime());
    }

    private static JournalReader reader(Journal journal, long position) {
        return Objects.requireNonNull(journal.read(position, new Bell()));
    }

    private static List<String> takenBy(JournalReader reader) {
        FrameBuffer taken = new FrameBuffer();
        while (reader.take(taken) == Next.MORE) {
            // Until there is no more.
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            taken.drainTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.of(bytes.toString(UTF_8).split(" "))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** What a client gets that comes back with this position. */
    private static List<String> after(Journal journal, long position) {
        JournalReader reader = reader(journal, position);
        List<String> taken = takenBy(reader);
        reader.close();
        return taken;
    }

    private static void items(Journal journal, long first, long last) {
        for (long position = first; position <= last; position++) {
            journal.item(position, Frame.of(frame("i" + position)), null);
        }
    }

    /** A reader that has taken everything up to now. */
    private static void readAll(Journal journal, @Nullable JournalReader reader) {
        var unused = takenBy(Objects.requireNonNull(reader));
    }

    @Test
    void whatIsBrokenOffIsReadToItsEndAndNoFurther() {
        Journal journal = journal(10, 1000, 0);
        JournalReader reader = reader(journal, 0);
        items(journal, 1, 2);
        journal.breakOff();
        items(journal, 3, 3);
        assertThat(takenBy(reader)).containsExactly("i1", "i2");
        assertThat(reader.take(new FrameBuffer())).isEqualTo(Next.END);
        assertThat(journal.reaches(2)).as("for who comes back").isFalse();
        assertThat(journal.read(2, new Bell())).isNull();
        journal.cut();
        assertThat(space.isEmpty()).isTrue();
    }

    @Test
    void givesWhatFollowsAPositionInOrder() {
        Journal journal = journal(10, 10_000, 0);
        items(journal, 1, 2);
        journal.event(2, frame("switchover"), Kind.SWITCHOVER);
        items(journal, 3, 3);
        assertThat(after(journal, 0)).containsExactly("i1", "i2", "switchover", "i3");
        assertThat(after(journal, 1)).containsExactly("i2", "switchover", "i3");
        assertThat(after(journal, 2)).as("told again rather than lost").containsExactly("switchover", "i3");
        assertThat(after(journal, 3)).isEmpty();
        assertThat(journal.reaches(0)).isTrue();
    }

    /** No memory for a segment, say. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, FrameBuffer.FULL})
    void aFrameThatFailsHalfWayLeavesNothingBehind(int length) {
        Journal journal = journal(10, 10_000, 0);
        JournalReader reader = reader(journal, 0);
        items(journal, 1, 1);
        assertThatThrownBy(() -> journal.item(
                        2,
                        parts -> {
                            parts.add(new byte[length], length, 10);
                            parts.add(new byte[length]);
                            throw new OutOfMemoryError("by a test");
                        },
                        null))
                .isInstanceOf(OutOfMemoryError.class);
        journal.event(1, frame("failure"), Kind.END);
        assertThat(takenBy(reader)).containsExactly("i1", "failure");
        assertThat(after(journal, 0)).containsExactly("i1", "failure");
    }

    @Test
    void eachReaderGetsEachFrameOnce() {
        Journal journal = journal(10, 10_000, 0);
        JournalReader one = reader(journal, 0);
        items(journal, 1, 2);
        assertThat(takenBy(one)).containsExactly("i1", "i2");
        JournalReader other = reader(journal, 1);
        items(journal, 3, 3);
        assertThat(takenBy(one)).containsExactly("i3");
        assertThat(takenBy(other)).containsExactly("i2", "i3");
        assertThat(takenBy(other)).isEmpty();
    }

    @Test
    void theEndIsTheLastThingThatIsRead() {
        Journal journal = journal(10, 10_000, 0);
        JournalReader reader = reader(journal, 0);
        assertThat(reader.take(new FrameBuffer())).isEqualTo(Next.LATER);
        journal.event(0, frame("end"), Kind.END);
        journal.item(1, Frame.of(frame("too late")), null);
        assertThat(reader.hasReadAll()).isFalse();
        assertThat(takenBy(reader)).containsExactly("end");
        assertThat(reader.hasReadAll()).isTrue();
        assertThat(reader.take(new FrameBuffer())).isEqualTo(Next.END);
        assertThat(reader.isShortOf(1)).as("nothing more comes").isFalse();
    }

    @Test
    void whatWasTakenIsDroppedFromTheOldestOn() {
        Journal journal = journal(3, 10_000, 0);
        JournalReader reader = reader(journal, 0);
        items(journal, 1, 5);
        assertThat(journal.reaches(0)).as("it is still to be read").isTrue();
        readAll(journal, reader);
        assertThat(journal.reaches(1)).isFalse();
        assertThat(journal.reaches(2)).isTrue();
        assertThat(after(journal, 2)).containsExactly("i3", "i4", "i5");
    }

    @Test
    void aReaderThatIsTooFarBehindTheForemostOneHasLostItsPlace() {
        Journal journal = journal(3, 10_000, 0);
        JournalReader foremost = reader(journal, 0);
        JournalReader behind = reader(journal, 0);
        items(journal, 1, 4);
        assertThat(takenBy(foremost)).hasSize(4);
        assertThat(behind.take(new FrameBuffer())).isEqualTo(Next.END);
        assertThat(behind.hasReadAll()).isFalse();
        assertThat(behind.isShortOf(1)).isFalse();
    }

    @Test
    void whenTheForemostReaderIsGoneNothingIsDroppedThatTheOthersLack() {
        Journal journal = journal(3, 10_000, 0);
        JournalReader foremost = reader(journal, 0);
        items(journal, 1, 3);
        readAll(journal, foremost);
        JournalReader behind = reader(journal, 0);
        foremost.close();
        items(journal, 4, 9);
        assertThat(takenBy(behind)).containsExactly("i1", "i2", "i3", "i4", "i5", "i6", "i7", "i8", "i9");
    }

    @Test
    void anEventThatWasDroppedIsMissingAtItsOwnPosition() {
        Journal journal = journal(2, 10_000, 0);
        JournalReader reader = reader(journal, 0);
        items(journal, 1, 1);
        journal.event(1, frame("switchover"), Kind.SWITCHOVER);
        items(journal, 2, 3);
        readAll(journal, reader);
        assertThat(after(journal, 2)).containsExactly("i3");
        assertThat(journal.reaches(1)).isFalse();
        assertThat(journal.reaches(2)).isTrue();
    }

    @Test
    void aStreamThatBeganLaterReachesBackToItsBeginning() {
        Journal journal = journal(3, 10_000, 7);
        assertThat(journal.reaches(6)).isFalse();
        assertThat(journal.reaches(7)).isTrue();
        assertThat(journal.read(6, new Bell())).isNull();
    }

    @Test
    void theWriterWaitsWhileItIsTooFarAheadAndGoesOnWhenHalfIsRead() throws Exception {
        Journal journal = new Journal(100, 10_000, 300, 0, space, OWNER, new ManualTime());
        JournalReader reader = reader(journal, 0);
        for (int position = 1; position <= 3; position++) {
            journal.item(position, Frame.of(new byte[100]), null);
            assertThat(journal.awaitRoom()).isTrue();
        }
        journal.item(4, Frame.of(new byte[100]), null);
        Thread writer = Thread.ofVirtual().start(() -> {
            var unused = journal.awaitRoom();
        });
        DeliveryHarness.until(() -> writer.getState() == Thread.State.WAITING, () -> "the writer waits");
        readAll(journal, reader);
        writer.join();
        journal.leave();
        assertThat(journal.awaitRoom()).as("nobody wants more").isFalse();
    }

    @Test
    void theWriterWaitsWhileNobodyReads() throws Exception {
        Journal journal = journal(100, 10_000, 0);
        Thread writer = Thread.ofVirtual().start(() -> {
            var unused = journal.awaitRoom();
        });
        DeliveryHarness.until(() -> writer.getState() == Thread.State.WAITING, () -> "the writer waits");
        var unused = reader(journal, 0);
        writer.join();
    }

    @Test
    void whoHasMoreThanItsShareGivesBackFirst() {
        Journal one = journal(100, 10_000, 0);
        Journal other = journal(100, 10_000, 0);
        JournalReader ofOne = reader(one, 0);
        JournalReader ofOther = reader(other, 0);
        for (int position = 1; position <= 9; position++) {
            one.item(position, Frame.of(new byte[100]), null);
            readAll(one, ofOne);
        }
        other.item(1, Frame.of(new byte[90]), null);
        readAll(other, ofOther);
        assertThat(space.taken()).isEqualTo(990);
        other.item(2, Frame.of(new byte[90]), null);
        assertThat(other.reaches(0)).as("it has less than a half").isTrue();
        assertThat(one.reaches(3)).isFalse();
        assertThat(one.reaches(4)).isTrue();
        assertThat(space.taken()).isEqualTo(680);
        one.cut();
        other.cut();
        assertThat(space.taken()).isZero();
    }

    @Test
    void thoseThatHaveEndedGiveBackBeforeAllOthersButForTheirEnd() {
        Journal ended = journal(100, 10_000, 0);
        JournalReader ofEnded = reader(ended, 0);
        for (int position = 1; position <= 8; position++) {
            ended.item(position, Frame.of(new byte[100]), null);
        }
        ended.event(8, new byte[10], Kind.END);
        readAll(ended, ofEnded);
        Journal running = journal(100, 10_000, 0);
        JournalReader ofRunning = reader(running, 0);
        for (int position = 1; position <= 9; position++) {
            running.item(position, Frame.of(new byte[100]), null);
            readAll(running, ofRunning);
        }
        assertThat(running.reaches(0)).isTrue();
        assertThat(ended.reaches(7)).isFalse();
        assertThat(ended.reaches(8)).as("its end").isTrue();
        assertThat(space.taken()).isEqualTo(910);
    }

    @Test
    void keepsSoManyBytesOfItsOwn() {
        Journal journal = journal(100, 250, 0);
        JournalReader reader = reader(journal, 0);
        for (int position = 1; position <= 4; position++) {
            journal.item(position, Frame.of(new byte[100]), null);
        }
        readAll(journal, reader);
        assertThat(journal.reaches(1)).isFalse();
        assertThat(journal.reaches(2)).isTrue();
        assertThat(space.taken()).isEqualTo(200);
        journal.item(5, Frame.of(new byte[251]), null);
        readAll(journal, reader);
        assertThat(journal.reaches(4)).isFalse();
        assertThat(journal.reaches(5)).isTrue();
        assertThat(space.taken()).isZero();
    }

    @Test
    void keepsNothingOnceItIsCut() {
        Journal journal = journal(100, 10_000, 0);
        JournalReader reader = reader(journal, 0);
        items(journal, 1, 3);
        journal.cut();
        journal.item(4, Frame.of(new byte[100]), null);
        assertThat(space.taken()).isZero();
        assertThat(reader.take(new FrameBuffer())).isEqualTo(Next.END);
        assertThat(journal.awaitRoom()).isFalse();
        assertThat(journal.reaches(3)).isFalse();
    }

    @Test
    void oneWithoutCapacityKeepsWhatIsToBeRead() {
        Journal journal = journal(0, 10_000, 0);
        JournalReader reader = reader(journal, 0);
        items(journal, 1, 3);
        assertThat(takenBy(reader)).containsExactly("i1", "i2", "i3");
        assertThat(journal.reaches(2)).isFalse();
        assertThat(journal.reaches(3)).isTrue();
        assertThat(space.taken()).isZero();
    }
}
