package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever reads a copy is given. */
abstract class StreamReadRules extends StreamRules {

    private static final Bounds LAST_THREE = new Bounds(3, 1_000, 0, LONG);

    StreamReadRules(StreamStoreContract contract) {
        super(contract);
    }

    /** Numbers 7 to 9. */
    @BeforeEach
    void append() {
        append(one.within(LAST_THREE).part(6, item(1), item(2), item(3), item(4)));
    }

    @Test
    void whereIsNoCopyIsNothingToRead() {
        store().remove(stream, 1);

        assertThat(read(0)).isEmpty();
        assertThat(listen("listener", 0, LONG)).isEmpty();
    }

    @Test
    void readsFromTheNumberOn() {
        Page page = read(8).orElseThrow();

        assertThat(page.number()).isEqualTo(8);
        assertThat(page.entries()).extracting(StreamRules::shown).containsExactly("ITEM@3", "ITEM@4");
        assertThat(page.copy()).isEqualTo(copy());
    }

    @Test
    void readsFromTheFirstThatIsThere() {
        Page page = read(2).orElseThrow();

        assertThat(page.number()).isEqualTo(7);
        assertThat(page.entries()).hasSize(3);
    }

    @Test
    void thereIsNothingFromTheEndOn() {
        for (long number : new long[] {10, 11, 1L << 52}) {
            Page page = read(number).orElseThrow();

            assertThat(page.number()).isEqualTo(number);
            assertThat(page.entries()).isEmpty();
            assertThat(page.copy().end()).isEqualTo(10);
        }
    }

    @Test
    void aPageHasNoMoreBytesThanAreWanted() {
        assertThat(shown(read(7, 2 * FRAME))).hasSize(2);
        assertThat(shown(read(7, 3 * FRAME - 1))).hasSize(2);
        assertThat(shown(read(7, 3 * FRAME))).hasSize(3);
    }

    @Test
    void aPageHasOneEntryAtLeast() {
        assertThat(shown(read(8, 1))).containsExactly("ITEM@3");
        assertThat(shown(read(0, FRAME - 1))).containsExactly("ITEM@2");
    }

    @Test
    void aPageOfNoBytesHasNoEntry() {
        Page page = read(8, 0).orElseThrow();

        assertThat(page.number()).isEqualTo(8);
        assertThat(page.entries()).isEmpty();
        assertThat(page.copy()).isEqualTo(copy());
        assertThat(read(0, 0).orElseThrow().number()).isEqualTo(7);
    }

    @Test
    void whatComesLaterIsRead() {
        append(one.within(LAST_THREE).part(10, event(4), end(4)));

        assertThat(shown(read(10))).containsExactly("EVENT@4", "END@4");
        assertThat(read(10).orElseThrow().copy().ended()).isTrue();
    }

    @Test
    void framesAreKeptByteForByte() {
        List<byte[]> frames = new ArrayList<>(List.of(new byte[0], new byte[256]));
        for (int value = 0; value < 256; value++) {
            frames.get(1)[value] = (byte) value;
            frames.add(new byte[] {(byte) value});
        }
        List<Entry> entries = new ArrayList<>();
        for (byte[] frame : frames) {
            Kind kind = List.of(Kind.ITEM, Kind.SWITCHOVER, Kind.EVENT).get(entries.size() % 3);
            entries.add(new Entry(kind, entries.size(), null, frame));
        }

        append(two.part(0, entries.toArray(Entry[]::new)));

        assertThat(frames(read(0).orElseThrow())).containsExactlyElementsOf(frames);
        assertThat(read(0).orElseThrow().entries())
                .extracting(Entry::kind)
                .containsExactlyElementsOf(entries.stream().map(Entry::kind).toList());
    }

    @Test
    void framesMayHaveAMegabyte() {
        byte[] frame = new byte[1 << 20];
        new Random(1).nextBytes(frame);
        Entry large = new Entry(Kind.ITEM, 1, "large", frame);

        append(two.part(0, large, large));
        append(two.part(2, large));

        assertThat(frames(read(0).orElseThrow())).containsExactly(frame, frame, frame);
        assertThat(read(0, 1).orElseThrow().entries()).hasSize(1);
    }

    private static List<byte[]> frames(Page page) {
        return page.entries().stream().map(Entry::bytes).toList();
    }
}
