package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.junit.jupiter.api.Test;

/** How much of a stream is kept. */
abstract class StreamBoundsRules extends StreamRules {

    private static final Bounds TWO_ENTRIES = new Bounds(2, 1_000, 1_000, LONG);
    private static final Bounds TWO_FRAMES = new Bounds(1_000, 2 * FRAME, 1_000, LONG);
    private static final Bounds TWO_KEYS = new Bounds(1_000, 1_000, 2, LONG);

    StreamBoundsRules(StreamStoreContract contract) {
        super(contract);
    }

    @Test
    void theOldestEntryIsDroppedWhenThereAreTooMany() {
        append(one.within(TWO_ENTRIES).part(0, item(1), item(2)));

        Copy copy = append(one.within(TWO_ENTRIES).part(2, item(3)));

        assertThat(copy).extracting(Copy::begin, Copy::end, Copy::from).containsExactly(1L, 3L, 1L);
        assertThat(entries()).containsExactly("ITEM@2", "ITEM@3");
    }

    @Test
    void theOldestIsDroppedWhenTheyHaveTooManyBytes() {
        Copy full = append(one.within(TWO_FRAMES).part(0, item(1), item(2)));
        assertThat(full.begin()).isZero();

        Copy copy = append(one.within(TWO_FRAMES).part(2, item(3)));

        assertThat(copy).extracting(Copy::begin, Copy::end, Copy::from).containsExactly(1L, 3L, 1L);
        assertThat(entries()).containsExactly("ITEM@2", "ITEM@3");
    }

    @Test
    void oneByteTooManyIsTooMany() {
        Bounds bounds = new Bounds(1_000, 2 * FRAME - 1, 1_000, LONG);

        append(one.within(bounds).part(0, item(1), item(2)));

        assertThat(entries()).containsExactly("ITEM@2");
    }

    @Test
    void anEntryThatIsTooLargeIsDroppedAsWell() {
        Bounds bounds = new Bounds(1_000, FRAME - 1, 1_000, LONG);

        Copy copy = append(one.within(bounds).part(0, item(1), item(2)));

        assertThat(copy)
                .extracting(Copy::begin, Copy::end, Copy::from, Copy::position)
                .containsExactly(2L, 2L, 2L, 2L);
        assertThat(entries()).isEmpty();
        assertThat(keys()).containsExactly("k1", "k2");
    }

    @Test
    void theEndStaysHoweverLargeItIs() {
        Bounds bounds = new Bounds(1, 1, 1_000, LONG);

        Copy copy = append(one.within(bounds).part(0, item(1), end(1)));

        assertThat(copy).extracting(Copy::begin, Copy::end, Copy::from).containsExactly(1L, 2L, 1L);
        assertThat(entries()).containsExactly("END@1");
    }

    @Test
    void aPartOfMoreThanIsKeptLeavesItsLast() {
        Copy copy = append(one.within(TWO_ENTRIES).part(5, item(1), item(2), item(3), item(4), item(5)));

        assertThat(copy)
                .extracting(Copy::begin, Copy::end, Copy::from, Copy::position)
                .containsExactly(8L, 10L, 3L, 5L);
        assertThat(entries()).containsExactly("ITEM@4", "ITEM@5");
        assertThat(keys()).containsExactly("k1", "k2", "k3", "k4", "k5");
    }

    @Test
    void whatWasDroppedIsNotAddedAgain() {
        Part part = one.within(TWO_ENTRIES).part(0, item(1), switchover(1), item(2));
        Copy copy = append(part);

        assertThat(append(part)).isEqualTo(copy);
        assertThat(entries()).containsExactly("SWITCHOVER@1", "ITEM@2");
        assertThat(keys()).containsExactly("k1", "k2");
    }

    @Test
    void somethingIsMissingToWhoeverIsWhereNoItemWasDropped() {
        Copy copy = append(one.within(TWO_ENTRIES).part(0, item(1), switchover(1), item(2), item(3)));
        assertThat(copy).extracting(Copy::begin, Copy::from, Copy::step).containsExactly(2L, 2L, 1);

        copy = append(one.within(TWO_ENTRIES).part(4, event(3), event(3)));
        assertThat(copy).extracting(Copy::begin, Copy::from).containsExactly(4L, 3L);

        copy = append(one.within(TWO_ENTRIES).part(6, event(3)));
        assertThat(copy).extracting(Copy::begin, Copy::from, Copy::position).containsExactly(5L, 4L, 3L);
    }

    @Test
    void anEventThatWasDroppedBeforeTheFirstItemLeavesThePosition() {
        Bounds none = new Bounds(1, 1, 0, LONG);

        Copy copy = append(one.within(none).part(0, event(0)));

        assertThat(copy).extracting(Copy::begin, Copy::from, Copy::position).containsExactly(1L, 1L, 0L);
    }

    @Test
    void nothingIsMissingAgainWhereItWasNot() {
        Copy copy = append(one.at(8, 0).within(TWO_ENTRIES).part(0, event(7), item(8), item(9)));

        assertThat(copy).extracting(Copy::begin, Copy::from).containsExactly(1L, 8L);
    }

    @Test
    void theLatestBoundsHoldAlsoWithoutEntries() {
        append(one.part(0, item(1), item(2), item(3), item(4)));

        append(one.within(TWO_ENTRIES).part(4));
        assertThat(entries()).containsExactly("ITEM@3", "ITEM@4");
        append(one.within(TWO_KEYS).part(4));
        assertThat(keys()).containsExactly("k3", "k4");
    }

    @Test
    void ofTheKeysTheOldestAreDropped() {
        append(one.within(TWO_KEYS).part(0, item(1), item(2)));
        append(one.within(TWO_KEYS).part(2, item(3)));

        assertThat(keys()).containsExactly("k2", "k3");
        assertThat(entries()).hasSize(3);
    }

    @Test
    void aPartOfMoreKeysThanAreKeptLeavesTheLast() {
        append(one.within(TWO_KEYS).part(0, item(1), item(2), item(3), item(4), item(5)));

        assertThat(keys()).containsExactly("k4", "k5");
    }

    @Test
    void keysAreKeptLongerThanTheirItems() {
        append(one.within(TWO_ENTRIES).part(0, item(1), item(2)));
        append(one.within(TWO_ENTRIES).part(2, event(2), event(2), event(2)));

        assertThat(entries()).containsExactly("EVENT@2", "EVENT@2");
        assertThat(keys()).containsExactly("k1", "k2");
    }

    @Test
    void noKeysAreKeptWhereNoneAreWanted() {
        append(one.within(new Bounds(1_000, 1_000, 0, LONG)).part(0, item(1), item(2)));

        assertThat(keys()).isEmpty();
    }

    @Test
    void itemsMayHaveNoKeyAndTheSame() {
        append(one.part(0, item(1, "a"), item(2, null), item(3, "b"), item(4, "a")));

        assertThat(keys()).containsExactly("a", "b", "a");
    }

    @Test
    void keysMayBeAnyText() {
        List<String> keys = List.of(
                "",
                " ",
                "a",
                "A",
                "a ",
                "a:b",
                "a,b;c",
                "a'b\"",
                "a\\u0041",
                "a\nb\r",
                "a\u0000b",
                "\u00e4",
                "a\u0308",
                "\ud83d\ude00",
                "\ud800",
                "\udc00",
                "?",
                "\ufffd",
                "x".repeat(5_000));
        List<Entry> items = new ArrayList<>();
        keys.forEach(key -> items.add(item(items.size() + 1L, key)));

        append(one.part(0, items.toArray(Entry[]::new)));

        assertThat(items).allMatch(entry -> entry.kind() == Kind.ITEM);
        assertThat(keys()).isEqualTo(keys);
    }
}
