package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.FrameEncoder;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.junit.jupiter.api.Test;

/** A handler that gives its items from a recursion has the journal run where there may be no room on the stack for it. */
class JournalOnADeepStackTest {

    private static final Owner OWNER = Owner.of(null, null);
    private static final int STREAMS = 100;
    private static final byte[] LINE = "\"0123456789\"".getBytes(UTF_8);

    private final JournalSpace space = new JournalSpace(1 << 20);
    private final List<String> wrong = new ArrayList<>();

    /** One stream, whose item is given where the stack ends, and again from one frame less, until there is room. */
    private final class Stream {
        private final Journal journal = new Journal(4, 1 << 16, 1 << 15, 0, space, OWNER, new ManualTime());
        private final JournalReader reader = Objects.requireNonNull(journal.read(0, new Bell()));
        private final FrameEncoder encoder = new FrameEncoder("s1");
        private int failed;

        private void dive(int position) {
            try {
                dive(position);
            } catch (StackOverflowError end) {
                try {
                    journal.item(position, encoder.itemFrame(position, LINE), null);
                } catch (StackOverflowError e) {
                    failed++;
                    throw e;
                }
            }
        }

        private void run(int number) throws Exception {
            for (int position = 1; position <= 6; position++) {
                dive(position);
            }
            journal.event(6, encoder.end("complete", "{}"), Kind.END);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Next next = Next.MORE;
            while (next != Next.END) {
                FrameBuffer buffer = new FrameBuffer();
                next = reader.take(buffer);
                buffer.drainTo(out);
            }
            String text = out.toString(UTF_8);
            boolean whole = text.matches(
                    "(event: item\ndata: \"0123456789\"\nid: s1\\.[1-6]\n\n)*event: complete\ndata: \\{\\}\nid: [^\n]+\n\n");
            if (!whole) {
                wrong.add("stream " + number + ": after " + failed + " failures a client gets " + text);
            }
            journal.cut();
            if (space.taken() != 0) {
                wrong.add("stream " + number + ": after " + failed + " failures " + space.taken()
                        + " bytes stay counted");
            }
        }
    }

    @Test
    void whatIsReadIsWholeAndWhatIsCountedIsThere() throws Exception {
        // As the streams' own threads.
        Thread deep = Thread.startVirtualThread(() -> {
            try {
                for (int number = 0; number < STREAMS; number++) {
                    new Stream().run(number);
                }
            } catch (Exception e) {
                wrong.add(e.toString());
            }
        });
        deep.join();
        assertThat(wrong).as("%d of %d", wrong.size(), STREAMS).isEmpty();
    }
}
