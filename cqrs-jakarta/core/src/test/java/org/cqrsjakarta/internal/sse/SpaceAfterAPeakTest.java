package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** What all journals keep is bounded again when what they had too much of has been read. */
class SpaceAfterAPeakTest {

    private static final int LIMIT = 10_000;
    private static final Owner OWNER = Owner.of(null, null);

    private final JournalSpace space = new JournalSpace(LIMIT);

    private Journal journal() {
        return new Journal(256, 1 << 18, 1 << 15, 0, space, OWNER, new ManualTime());
    }

    private static void readAll(JournalReader reader) throws Exception {
        Next next = Next.MORE;
        while (next == Next.MORE) {
            FrameBuffer taken = new FrameBuffer();
            next = reader.take(taken);
            taken.drainTo(new ByteArrayOutputStream());
        }
    }

    @Test
    void whatQuietStreamsHaveReadIsGivenBackWhenAnotherOneNeedsIt() throws Exception {
        List<Journal> quiet = new ArrayList<>();
        List<JournalReader> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Journal one = journal();
            readers.add(one.read(0, new Bell()));
            quiet.add(one);
        }
        for (Journal one : quiet) {
            for (int position = 1; position <= 50; position++) {
                one.item(position, Frame.of(new byte[100]), null);
            }
        }
        assertThat(space.taken()).as("nothing of it was read").isEqualTo(50_000);
        for (JournalReader reader : readers) {
            readAll(reader);
        }
        quiet.subList(0, 4).forEach(Journal::cut);
        assertThat(space.taken()).as("six are left").isEqualTo(30_000);
        Journal busy = journal();
        JournalReader reader = busy.read(0, new Bell());
        for (int position = 1; position <= 1_000; position++) {
            busy.item(position, Frame.of(new byte[100]), null);
            readAll(reader);
        }
        assertThat(space.taken()).as("bytes of all, after 1,000 items more").isLessThanOrEqualTo(LIMIT + 1_000);
    }
}
