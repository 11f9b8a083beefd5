package org.cqrsjakarta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.spi.StreamLedger.Change;
import org.cqrsjakarta.spi.StreamLedger.Rows;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract of stores cannot see: texts, and which rows come and go. */
class StreamLedgerTest {

    private static final long NOW = 1_800_000_000_000_000L;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String HEAD = "1;an.owner;7;one;3;1;5;2;1800000000000001;9;4;6;";
    private static final String TEXT =
            HEAD + "ITEM:4:10,SWITCHOVER:4:0,EVENT:4:1,ITEM:5:2;one:3:1800000000000002:8," + "two:0:1800000000000003:7";

    private StreamLedger ledger = StreamLedger.read(null, NOW);

    private Change append(Bounds bounds, long number, Entry... entries) {
        Change change = ledger.append(new Part("one", 1, "owner", number, 0, 0, List.of(entries), bounds));
        ledger = StreamLedger.read(ledger.text().orElseThrow(), NOW);
        return change;
    }

    private static Bounds bounds(int entries, int keys) {
        return new Bounds(entries, 1_000, keys, HOUR);
    }

    private static Entry item(long position) {
        return new Entry(Kind.ITEM, position, "k" + position, new byte[] {1});
    }

    @Test
    void readsWhatItHasWritten() {
        StreamLedger read = StreamLedger.read(TEXT, NOW);

        assertThat(read.text()).contains(TEXT);
        assertThat(read.copy().orElseThrow())
                .extracting(Copy::owner, Copy::epoch, Copy::node, Copy::begin, Copy::end, Copy::from, Copy::position)
                .containsExactly("an.owner", 7L, "one", 3L, 7L, 1L, 5L);
        assertThat(read.expiresMicros()).isEqualTo(NOW + 1);
    }

    @Test
    void readsThatItHasEnded() {
        String text = HEAD + "ITEM:4:10,END:4:2;";

        assertThat(StreamLedger.read(text, NOW).copy().orElseThrow().ended()).isTrue();
        assertThat(StreamLedger.read(text, NOW).text()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "2;o;7;one;3;1;5;2;1800000000000001;9;4;6;;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;;;",
                "1;;7;one;3;1;5;2;1800000000000001;9;4;6;;",
                "1;o o;7;one;3;1;5;2;1800000000000001;9;4;6;;",
                "1;o;-7;one;3;1;5;2;1800000000000001;9;4;6;;",
                "1;o;7;;3;1;5;2;1800000000000001;9;4;6;;",
                "1;o;7;one;-3;1;5;2;1800000000000001;9;4;6;;",
                "1;o;7;one;3;9007199254740992;5;2;1800000000000001;9;4;6;;",
                "1;o;7;one;3;1;five;2;1800000000000001;9;4;6;;",
                "1;o;7;one;3;1;5;2147483648;1800000000000001;9;4;6;;",
                "1;o;7;one;3;1;5;2;99999999999999999;9;4;6;;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;7;6;;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;ITEM:1;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;ITEM:1:1,;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;THING:1:1;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;ITEM:1:-1;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;END:1:1,ITEM:1:1;",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;;two:1:1800000000000001",
                "1;o;7;one;3;1;5;2;1800000000000001;9;4;6;;two two:1:1800000000000001:1"
            })
    void whatItHasNotWrittenIsNotThere(String text) {
        assertThat(StreamLedger.read(text, NOW).text()).isEmpty();
    }

    @Test
    void whatIsOverIsNotThere() {
        assertThat(StreamLedger.read(TEXT, NOW + 1).text()).isEmpty();
    }

    @Test
    void aClockThatWasSetBackIsWrittenDown() {
        StreamLedger read = StreamLedger.read(TEXT, 1_000);

        assertThat(read.expiresMicros()).isEqualTo(1_009);
        assertThat(read.text().orElseThrow())
                .startsWith("1;an.owner;7;one;3;1;5;2;1009;9;4;6;")
                .endsWith(";one:3:1008:8,two:0:1007:7");
    }

    @Test
    void timesThatNobodyLivesToSeeAreBounded() {
        append(new Bounds(1, 1, 1, Duration.ofSeconds(Long.MAX_VALUE)), 0, item(1));

        assertThat(ledger.expiresMicros() - NOW)
                .isEqualTo(Duration.ofDays(36_500).toMillis() * 1_000);
    }

    @Test
    void aCopyBeginsAfreshAndGoesOnByNumber() {
        assertThat(append(bounds(9, 9), 5, item(1), item(2)))
                .extracting(Change::afresh, Change::dropped, Change::number, Change::firstKeyNumber, Change::keys)
                .containsExactly(true, new Rows(5, 5), 5L, 0L, List.of("k1", "k2"));
        assertThat(append(bounds(9, 9), 6, item(2), item(3)))
                .extracting(Change::afresh, Change::dropped, Change::number, Change::firstKeyNumber, Change::keys)
                .containsExactly(false, new Rows(5, 5), 7L, 2L, List.of("k3"));
    }

    @Test
    void whatGoesAtOnceNeverComes() {
        append(bounds(9, 9), 0, item(1), item(2));

        Change change = append(bounds(2, 1), 2, item(3), item(4), item(5));

        assertThat(change.dropped()).isEqualTo(new Rows(0, 2));
        assertThat(change.number()).isEqualTo(3);
        assertThat(change.entries()).extracting(Entry::position).containsExactly(4L, 5L);
        assertThat(change.droppedKeys()).isEqualTo(new Rows(0, 2));
        assertThat(change.firstKeyNumber()).isEqualTo(4);
        assertThat(change.keys()).containsExactly("k5");
    }

    @Test
    void onlyTheOldestGo() {
        append(bounds(3, 3), 0, item(1), item(2), item(3));

        Change change = append(bounds(3, 2), 3, item(4));

        assertThat(change.dropped()).isEqualTo(new Rows(0, 1));
        assertThat(change.number()).isEqualTo(3);
        assertThat(change.droppedKeys()).isEqualTo(new Rows(0, 2));
        assertThat(change.keys()).containsExactly("k4");
    }

    @Test
    void aGapDropsAllEntries() {
        append(bounds(9, 9), 0, item(1), item(2));

        Change change = append(bounds(9, 9), 7, item(9));

        assertThat(change.dropped()).isEqualTo(new Rows(0, 2));
        assertThat(change.number()).isEqualTo(7);
        assertThat(change.droppedKeys().isEmpty()).isTrue();
    }

    @Test
    void onlyItemsHaveKeys() {
        assertThat(append(bounds(9, 9), 0, new Entry(Kind.EVENT, 0, "k0", new byte[0]), item(1))
                        .keys())
                .containsExactly("k1");
    }

    @Test
    void framesThatAreNotThoseOfTheRowsAreNotShown() {
        append(bounds(9, 9), 0, item(1), item(2));
        Rows rows = ledger.read(new Reading(0, 9, "two", Duration.ZERO)).orElseThrow();

        assertThat(rows).isEqualTo(new Rows(0, 2));
        assertThat(ledger.page(rows, List.of(new byte[1], new byte[1]))).isPresent();
        assertThat(ledger.page(rows, List.of(new byte[1]))).isEmpty();
        assertThat(ledger.page(rows, List.of(new byte[1], new byte[2]))).isEmpty();
        assertThat(ledger.page(rows, List.of(new byte[1], new byte[1], new byte[1])))
                .isEmpty();
    }

    @Test
    void keysThatAreNotThoseOfTheRowsAreNotShown() {
        append(bounds(9, 9), 0, item(1), item(2));
        Rows rows = ledger.claim(1, "two", HOUR);

        assertThat(rows).isEqualTo(new Rows(0, 2));
        assertThat(ledger.claimed(rows, List.of("k1", "k2"))).isPresent();
        assertThat(ledger.claimed(rows, List.of("k1"))).isEmpty();
    }

    @Test
    void whoListensIsToldOfWhatIsNew() {
        append(bounds(9, 9), 0, item(1));
        ledger.read(new Reading(0, 0, "two", HOUR));
        ledger.read(new Reading(0, 0, "a", HOUR));
        assertThat(ledger.told()).isEmpty();
        String text = ledger.text().orElseThrow();

        ledger.append(new Part("one", 1, "owner", 0, 0, 0, List.of(item(1)), bounds(9, 9)));
        assertThat(ledger.told()).as("nothing is new").isEmpty();
        ledger.append(new Part("one", 1, "owner", 1, 0, 0, List.of(item(2)), bounds(9, 9)));
        assertThat(ledger.told()).containsExactly("a", "two");
        ledger = StreamLedger.read(text, NOW);
        ledger.claim(1, "two", HOUR);
        assertThat(ledger.told()).containsExactly("a", "two");
        ledger = StreamLedger.read(text, NOW);
        ledger.append(new Part("two", 2, "owner", 0, 0, 0, List.of(), bounds(9, 9)));
        assertThat(ledger.told()).containsExactly("a", "two");
    }
}
