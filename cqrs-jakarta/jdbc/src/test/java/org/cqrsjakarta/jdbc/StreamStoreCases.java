package org.cqrsjakarta.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.cqrsjakarta.testkit.HeardStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for streams on every database. */
abstract class StreamStoreCases {

    private static final JdbcSettings SETTINGS = new JdbcSettings(Duration.ofSeconds(1), Duration.ofMillis(10), true);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Bounds BOUNDS = new Bounds(10, 1_000, 10, HOUR);
    private static final Stream STREAM = new Stream("shop", StoredName.digest("prices"));
    private static final List<String> TABLES = List.of(
            "cqrs_stream_entry",
            "cqrs_stream_key",
            "cqrs_stream",
            "cqrs_stream_node",
            "cqrs_stream_post",
            "cqrs_stream_board");

    private CountingSource source;
    private JdbcStreamStore store;

    /** Of the database, which may have the tables of another test. */
    abstract String url();

    @BeforeEach
    void open() throws SQLException {
        source = new CountingSource(url());
        for (String table : TABLES) {
            source.run("DROP TABLE IF EXISTS " + table);
        }
        store = new JdbcStreamStore(source, SETTINGS);
    }

    @AfterEach
    void everyConnectionCameBackAsItWas() {
        store.close();
        assertThat(source.open).hasValue(0);
        assertThat(source.changed).hasValue(0);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("cqrs-jdbc-changes"));
    }

    private static Part part(long number, String... keys) {
        return new Part("n1", 1, "owner", number, number, 0, items(number, keys), BOUNDS);
    }

    private static List<Entry> items(long before, String... keys) {
        return IntStream.range(0, keys.length)
                .mapToObj(at -> new Entry(Kind.ITEM, before + at + 1, keys[at], keys[at].getBytes(US_ASCII)))
                .toList();
    }

    private Optional<Page> read(Stream stream) {
        return store.read(stream, new Reading(0, 1_000, "n2", Duration.ZERO));
    }

    @Test
    void streamsAreShared() {
        store.append(STREAM, part(0, "a", "b"));
        try (JdbcStreamStore other = new JdbcStreamStore(source, SETTINGS)) {
            assertThat(other.read(STREAM, new Reading(1, 9, "n2", HOUR))
                            .orElseThrow()
                            .entries())
                    .extracting(entry -> new String(entry.bytes(), US_ASCII))
                    .containsExactly("b");
            assertThat(other.claim(STREAM, 1, "n2", HOUR).orElseThrow().keys()).containsExactly("a", "b");
        }
        assertThat(store.append(STREAM, part(2, "c")).isOf("n2", 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM cqrs_stream_entry WHERE number = 1",
                "UPDATE cqrs_stream_entry SET frame = '' WHERE number = 1",
                "UPDATE cqrs_stream SET ledger = ''",
                "UPDATE cqrs_stream SET ledger = '1;owner;1;n1;0;0;2;0;1;1;0;2;ITEM:1:1,ITEM:2:1;'"
            })
    void whatHasLostSomethingCountsAsMissing(String damage) throws SQLException {
        store.append(STREAM, part(0, "a", "b"));
        source.run(damage);

        assertThat(read(STREAM)).isEmpty();
        assertThat(store.claim(STREAM, 1, "n2", HOUR)).isEmpty();
        assertThat(store.append(STREAM, part(2, "c")))
                .extracting(Copy::begin, Copy::end)
                .containsExactly(2L, 3L);
        assertThat(read(STREAM).orElseThrow().entries()).hasSize(1);
        assertThat(store.claim(STREAM, 1, "n2", HOUR).orElseThrow().keys()).containsExactly("c");
    }

    @Test
    void aClaimOfWhatHasLostKeysFindsNothing() throws SQLException {
        store.append(STREAM, part(0, "a", "b"));
        source.run("DELETE FROM cqrs_stream_key WHERE number = 0");

        assertThat(store.claim(STREAM, 1, "n2", HOUR)).isEmpty();
        assertThat(read(STREAM)).isEmpty();
    }

    @Test
    void noRowOutlivesItsStream() throws SQLException {
        store.append(STREAM, part(0, "a", "b"));
        store.append(STREAM, part(7, "c"));
        assertThat(source.number("SELECT COUNT(*) FROM cqrs_stream_entry")).isEqualTo(1);

        store.remove(STREAM, 1);

        for (String table : TABLES) {
            assertThat(source.number("SELECT COUNT(*) FROM " + table)).as(table).isZero();
        }
    }

    @Test
    void whatNobodyUsesIsDeleted() throws SQLException {
        store.append(STREAM, part(0, "a", "b"));
        store.beat("old", "n1", HOUR, -1);
        store.post("old", "news", HOUR);
        source.run("UPDATE cqrs_stream SET expires = 1");
        source.run("UPDATE cqrs_stream_board SET expires = 1");

        store.append(new Stream("shop", StoredName.digest("other")), part(0, "c"));
        store.beat("new", "n1", HOUR, -1);

        for (String table : List.of("cqrs_stream", "cqrs_stream_entry", "cqrs_stream_board", "cqrs_stream_node")) {
            assertThat(source.number("SELECT COUNT(*) FROM " + table)).as(table).isEqualTo(1);
        }
        assertThat(source.number("SELECT COUNT(*) FROM cqrs_stream_post")).isZero();
    }

    @Test
    void onlyTheLast10000PostsAreKept() throws SQLException {
        store.post("shop", "first", HOUR);
        store.post("shop", "second", HOUR);
        source.run("UPDATE cqrs_stream_board SET posts = 9999");
        store.post("shop", "number 10000", HOUR);
        assertThat(store.beat("shop", "n1", HOUR, 0).posts()).containsExactly("first", "second", "number 10000");

        store.post("shop", "number 10001", HOUR);

        assertThat(store.beat("shop", "n1", HOUR, 0).posts()).containsExactly("second", "number 10000", "number 10001");
        assertThat(source.number("SELECT COUNT(*) FROM cqrs_stream_post")).isEqualTo(3);
    }

    @Test
    void aMissingTableIsToldWithHowToMakeIt() {
        try (JdbcStreamStore without = JdbcStreamStore.of(source, false)) {
            assertThatThrownBy(() -> without.append(STREAM, part(0)))
                    .hasMessageStartingWith("CQRS01032")
                    .hasMessageContaining("'cqrs.jdbc.create-table' to true: CREATE TABLE");
            assertThatThrownBy(() -> without.beat("shop", "n1", HOUR, -1)).hasMessageStartingWith("CQRS01032");
        }
    }

    @Test
    void theTablesOfDocumentationAreEnough() throws SQLException {
        for (String table : StreamTable.DDL) {
            source.run(table);
        }
        for (String table : BoardTable.DDL) {
            source.run(table);
        }
        try (JdbcStreamStore without = JdbcStreamStore.of(source, false)) {
            assertThat(without.append(STREAM, part(0, "a")).end()).isEqualTo(1);
            without.post("shop", "news", HOUR);
            assertThat(without.beat("shop", "n1", HOUR, 0).posts()).containsExactly("news");
        }
    }

    @Test
    void aListenerIsToldThatTheDatabaseIsBack() throws Exception {
        HeardStreams heard = new HeardStreams();
        store.subscribe("shop", "n1", heard);
        heard.next(HeardStreams.ALL);
        store.post("shop", "news", HOUR);
        heard.next(HeardStreams.POSTED);

        source.run("ALTER TABLE cqrs_stream_board RENAME TO hidden");
        assertThatThrownBy(() -> store.post("shop", "news", HOUR)).hasMessageStartingWith("CQRS01032");
        int polls = source.opened.get();
        while (source.opened.get() < polls + 2) {
            Thread.onSpinWait();
        }
        source.run("ALTER TABLE hidden RENAME TO cqrs_stream_board");

        heard.next(HeardStreams.ALL);
    }

    @Test
    void manyStreamsCanBeListenedTo() throws InterruptedException {
        HeardStreams heard = new HeardStreams();
        for (int number = 0; number < 201; number++) {
            Stream stream = new Stream("shop", StoredName.digest("prices " + number));
            store.append(stream, part(0));
            store.read(stream, new Reading(0, 0, "n1", HOUR));
        }
        store.subscribe("shop", "n1", heard);
        heard.next(HeardStreams.ALL);

        for (int number = 0; number < 201; number += 100) {
            Stream stream = new Stream("shop", StoredName.digest("prices " + number));
            store.append(stream, part(0, "a"));
            heard.next(stream.key());
        }
    }

    @Test
    void aLockedStreamIsGivenUpInTime() throws SQLException {
        store.append(STREAM, part(0, "a"));
        try (Connection holder = source.getConnection();
                var lock = holder.prepareStatement("UPDATE cqrs_stream SET news = news + 1")) {
            lock.executeUpdate();
            long before = System.nanoTime();

            assertThatThrownBy(() -> store.append(STREAM, part(1, "b"))).hasMessageStartingWith("CQRS01032");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            holder.rollback();
        }
        assertThat(store.append(STREAM, part(1, "b")).end()).isEqualTo(2);
    }

    @Test
    void aStepThatFailsHalfwayChangesNothing() throws SQLException {
        store.append(STREAM, part(0, "a"));
        source.run("ALTER TABLE cqrs_stream_key RENAME TO hidden");
        assertThatThrownBy(() -> store.append(STREAM, part(1, "b"))).hasMessageStartingWith("CQRS01032");
        source.run("ALTER TABLE hidden RENAME TO cqrs_stream_key");

        assertThat(read(STREAM).orElseThrow().copy().end()).isEqualTo(1);
        assertThat(store.append(STREAM, part(1, "b")).end()).isEqualTo(2);
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        assertThatThrownBy(() -> store.append(STREAM, part(0))).hasMessageStartingWith("CQRS01034");
        assertThatThrownBy(() -> store.beat("shop", "n1", HOUR, -1)).hasMessageStartingWith("CQRS01034");
        assertThatThrownBy(() -> store.subscribe("shop", "n1", new HeardStreams()))
                .hasMessageStartingWith("CQRS01034");
    }
}
