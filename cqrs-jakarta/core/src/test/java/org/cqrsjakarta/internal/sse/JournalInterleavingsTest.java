package org.cqrsjakarta.internal.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A journal, its writer and its readers, in every order in which they can meet. */
@Tag("interleavings")
class JournalInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 20;
    private static final int FRAME = 10;
    private static final Owner OWNER = Owner.of(null, null);

    private static Journal journal(int ahead) {
        return journal(ahead, new JournalSpace(10_000));
    }

    private static Journal journal(int ahead, JournalSpace space) {
        return new Journal(8, 1000, ahead, 0, space, OWNER, new ManualTime());
    }

    /** How many bytes a reader gets until the end, waiting as a response does. */
    private static int readAll(Journal journal) {
        Bell bell = new Bell();
        JournalReader reader = Objects.requireNonNull(journal.read(0, bell));
        FrameBuffer taken = new FrameBuffer();
        Next next = reader.take(taken);
        while (next != Next.END) {
            if (next == Next.LATER && reader.isShortOf(1)) {
                bell.await();
            }
            next = reader.take(taken);
        }
        reader.close();
        return taken.size();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReaderThatWaitsIsWokenForEachFrameAndForTheEnd() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            Journal journal = journal(1000);
            List<Integer> read = new ArrayList<>();
            Thread reader = new Thread(() -> read.add(readAll(journal)));
            reader.start();
            journal.item(1, Frame.of(new byte[FRAME]), null);
            journal.event(1, new byte[FRAME], Kind.END);
            join(reader);
            assertEquals(List.of(2 * FRAME), read);
        });
    }

    @Test
    void aWriterThatWaitsGoesOnWhenThereIsRoomOrSomebodyReads() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            Journal journal = journal(FRAME);
            Thread writer = new Thread(() -> {
                for (int position = 1; position <= 2; position++) {
                    journal.item(position, Frame.of(new byte[FRAME]), null);
                    assertTrue(journal.awaitRoom());
                }
                journal.event(2, new byte[FRAME], Kind.END);
            });
            writer.start();
            assertEquals(3 * FRAME, readAll(journal));
            join(writer);
        });
    }

    @Test
    void aWriterThatWaitsEndsWhenItIsLeft() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            Journal journal = journal(FRAME);
            List<Boolean> wanted = new ArrayList<>();
            Thread writer = new Thread(() -> {
                journal.item(1, Frame.of(new byte[FRAME]), null);
                wanted.add(journal.awaitRoom());
            });
            writer.start();
            journal.leave();
            join(writer);
            assertFalse(wanted.getFirst());
        });
    }

    @Test
    void anEndThatMeetsACutLeavesNothingInTheSpaceOfAll() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            JournalSpace space = new JournalSpace(10_000);
            Journal journal = journal(FRAME, space);
            Thread cutting = new Thread(journal::cut);
            cutting.start();
            journal.event(0, new byte[FRAME], Kind.END);
            join(cutting);
            assertTrue(space.isEmpty());
        });
    }

    @Test
    void aCutEndsBoth() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            Journal journal = journal(FRAME);
            Bell bell = new Bell();
            JournalReader reader = Objects.requireNonNull(journal.read(0, bell));
            Thread cutting = new Thread(journal::cut);
            cutting.start();
            FrameBuffer taken = new FrameBuffer();
            while (reader.take(taken) != Next.END) {
                if (reader.isShortOf(1)) {
                    bell.await();
                }
            }
            join(cutting);
            assertFalse(journal.awaitRoom());
        });
    }
}
