package org.cqrsjakarta.demo.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.StreamQuakes;
import org.cqrsjakarta.demo.geojson.RecordedWeek;
import org.h2.jdbc.JdbcResultSet;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Pace AT_ONCE = Pace.of(0, 0);

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void fill() throws SQLException, IOException {
        database.setURL(EmbeddedDatabase.URL);
        database.setUser(EmbeddedDatabase.USER);
        try (var week = RecordedWeek.open()) {
            CatalogueFiller.fill(database, week);
        }
    }

    @AfterEach
    void shutDown() throws SQLException {
        EmbeddedDatabase.shutDown();
    }

    @Test
    void streamsTheWeekNewestLast() throws SQLException {
        try (var quakes = QuakeRows.stream(QuakeCursor.open(database, StreamQuakes.all()), AT_ONCE)) {
            assertThat(quakes)
                    .hasSize(1707)
                    .isSortedAccordingTo(Comparator.comparing(Quake::time))
                    .allMatch(quake -> quake.source().equals("catalogue"));
        }
    }

    @Test
    void leavesOutWhatIsBelowTheMagnitude() throws SQLException {
        try (var quakes = QuakeRows.stream(QuakeCursor.open(database, StreamQuakes.atLeast(2.5)), AT_ONCE)) {
            assertThat(quakes).hasSize(297).allMatch(quake -> quake.magnitude() >= 2.5);
        }
    }

    @Test
    void fillsTheDatabaseOnce() throws SQLException, IOException {
        CatalogueFiller.fill(database, new ByteArrayInputStream(new byte[0]));

        assertThat(count()).isEqualTo(1707);
    }

    @Test
    void fillsTheDatabaseWhollyOrNotAtAll() throws SQLException, IOException {
        execute("DELETE FROM quakes");
        try (InputStream week = RecordedWeek.open()) {
            var half = new ByteArrayInputStream(week.readNBytes(600_000));

            assertThatThrownBy(() -> CatalogueFiller.fill(database, half)).isInstanceOf(IOException.class);
        }
        assertThat(count()).isZero();
    }

    @Test
    void readsTheRowsOneByOneAndInTheOrderOfTheIndex() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(QuakeCursor.QUERY)) {
            statement.setDouble(1, 2.5);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.unwrap(JdbcResultSet.class).getResult().isLazy())
                        .isTrue();
            }
            try (var explain = connection.prepareStatement("EXPLAIN " + QuakeCursor.QUERY)) {
                explain.setDouble(1, 2.5);
                try (var plan = explain.executeQuery()) {
                    plan.next();
                    assertThat(plan.getString(1)).contains("QUAKES_OCCURRED").contains("index sorted");
                }
            }
        }
    }

    @Test
    void givesItsConnectionBackInOrderWhenItIsClosed() throws SQLException {
        try (var shared = database.getConnection()) {
            var pool = new OneConnectionPool(shared);
            var quakes = QuakeRows.stream(QuakeCursor.open(pool.dataSource(), StreamQuakes.all()), AT_ONCE);
            assertThat(quakes.iterator().next()).isNotNull();

            quakes.close();

            assertThat(pool.returned()).isEqualTo(1);
            assertThat(shared.getAutoCommit()).isTrue();
        }
    }

    @Test
    void saysThatItWasClosed() throws SQLException {
        var cursor = QuakeCursor.open(database, StreamQuakes.all());
        cursor.close();
        cursor.close();

        assertThatThrownBy(cursor::next).hasMessage("The catalogue was closed while it was read");
    }

    private int count() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT COUNT(*) FROM quakes")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
