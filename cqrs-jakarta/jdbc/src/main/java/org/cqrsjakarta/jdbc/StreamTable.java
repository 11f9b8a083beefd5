package org.cqrsjakarta.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamLedger;
import org.cqrsjakarta.spi.StreamLedger.Change;
import org.cqrsjakarta.spi.StreamLedger.Rows;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One stream in the tables {@code cqrs_stream}, {@code cqrs_stream_entry} and {@code cqrs_stream_key}, in SQL that H2 and
 * PostgreSQL both understand. Whoever has locked its row in the first has it alone.
 */
final class StreamTable {

    private static final String NAME = " (namespace CHARACTER(22) NOT NULL, stream CHARACTER(22) NOT NULL,";
    private static final String OF_STREAM = " PRIMARY KEY (namespace, stream, number), FOREIGN KEY (namespace, stream)"
            + " REFERENCES cqrs_stream (namespace, stream) ON DELETE CASCADE)";

    static final List<String> DDL = List.of(
            "CREATE TABLE IF NOT EXISTS cqrs_stream" + NAME + " ledger CHARACTER VARYING NOT NULL,"
                    + " news BIGINT NOT NULL, expires BIGINT NOT NULL, PRIMARY KEY (namespace, stream))",
            "CREATE INDEX IF NOT EXISTS cqrs_stream_expires ON cqrs_stream (expires)",
            "CREATE TABLE IF NOT EXISTS cqrs_stream_entry" + NAME + " number BIGINT NOT NULL, frame BYTEA NOT NULL,"
                    + OF_STREAM,
            "CREATE TABLE IF NOT EXISTS cqrs_stream_key" + NAME + " number BIGINT NOT NULL,"
                    + " item CHARACTER VARYING NOT NULL," + OF_STREAM);

    private static final String WHERE = " WHERE namespace = ? AND stream = ?";
    private static final String THESE = WHERE + " AND number >= ? AND number < ?";
    private static final int KEYS_AT_ONCE = 100;

    private final Session session;
    private final String namespace;
    private final String key;

    StreamTable(Session session, Stream stream) {
        this.session = session;
        this.namespace = StoredName.digest(stream.namespace());
        this.key = stream.key();
    }

    /** The row of a stream, and the database's clock. */
    record Header(@Nullable String ledger, long micros) {

        boolean isThere() {
            return ledger != null;
        }
    }

    /** Nobody else has the stream until the end of the transaction; if there is no row, whoever makes one first. */
    Header lock() throws SQLException {
        List<Header> found = new Sql(
                        "SELECT ledger, CURRENT_TIMESTAMP FROM cqrs_stream" + WHERE + " FOR UPDATE", namespace, key)
                .rows(session, row -> new Header(row.getString(1), Session.micros(row, 2)));
        return found.isEmpty()
                ? new Sql("SELECT CURRENT_TIMESTAMP")
                        .rows(session, row -> new Header(null, Session.micros(row, 1)))
                        .getFirst()
                : found.getFirst();
    }

    /** What a step has made of it. */
    void write(Header before, StreamLedger ledger) throws SQLException {
        String text = ledger.text().orElse(null);
        if (text == null) {
            if (before.isThere()) {
                delete();
            }
        } else if (!before.isThere()) {
            new Sql(
                            "INSERT INTO cqrs_stream (namespace, stream, ledger, expires, news) VALUES (?, ?, ?, ?, 0)",
                            namespace,
                            key,
                            text,
                            ledger.expiresMicros())
                    .run(session);
            session.afterwards(new Sql("DELETE FROM cqrs_stream WHERE expires < ?", before.micros));
        } else if (!text.equals(before.ledger)) {
            new Sql(
                            "UPDATE cqrs_stream SET ledger = ?, expires = ?, news = news + ?" + WHERE,
                            text,
                            ledger.expiresMicros(),
                            ledger.told().isEmpty() ? 0 : 1,
                            namespace,
                            key)
                    .run(session);
        }
    }

    /** With its entries and keys. */
    void delete() throws SQLException {
        new Sql("DELETE FROM cqrs_stream" + WHERE, namespace, key).run(session);
    }

    /** Its row is there by now. */
    void change(Change change) throws SQLException {
        if (change.afresh()) {
            new Sql("DELETE FROM cqrs_stream_entry" + WHERE, namespace, key).run(session);
            new Sql("DELETE FROM cqrs_stream_key" + WHERE, namespace, key).run(session);
        }
        delete("cqrs_stream_entry", change.dropped());
        delete("cqrs_stream_key", change.droppedKeys());
        insert(
                "INSERT INTO cqrs_stream_entry (namespace, stream, number, frame) VALUES (?, ?, ?, ?)",
                change.number(),
                change.entries(),
                (statement, entry) -> statement.setBytes(4, entry.bytes()));
        insert(
                "INSERT INTO cqrs_stream_key (namespace, stream, number, item) VALUES (?, ?, ?, ?)",
                change.firstKeyNumber(),
                change.keys(),
                (statement, item) -> statement.setString(4, StoredName.escaped(item)));
    }

    private void delete(String table, Rows rows) throws SQLException {
        if (!rows.isEmpty()) {
            new Sql("DELETE FROM " + table + THESE, namespace, key, rows.begin(), rows.end()).run(session);
        }
    }

    /** The value of a row. */
    private interface Value<T> {

        void set(PreparedStatement statement, T value) throws SQLException;
    }

    private <T> void insert(String sql, long first, List<T> values, Value<T> column) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = session.prepare(sql)) {
            long number = first;
            for (T value : values) {
                statement.setString(1, namespace);
                statement.setString(2, key);
                statement.setLong(3, number++);
                column.set(statement, value);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    List<byte[]> frames(Rows rows) throws SQLException {
        return values("SELECT frame FROM cqrs_stream_entry", rows, row -> row.getBytes(1));
    }

    List<String> keys(Rows rows) throws SQLException {
        return values("SELECT item FROM cqrs_stream_key", rows, row -> StoredName.unescaped(row.getString(1)));
    }

    private <T> List<T> values(String sql, Rows rows, Sql.Column<T> column) throws SQLException {
        return rows.isEmpty()
                ? List.of()
                : new Sql(sql + THESE + " ORDER BY number", namespace, key, rows.begin(), rows.end())
                        .rows(session, column);
    }

    /** How often there was news of streams, of those of these keys that are there. */
    static Map<String, Long> news(Session session, String namespace, Set<String> keys) throws SQLException {
        Map<String, Long> news = new HashMap<>();
        List<String> all = List.copyOf(keys);
        for (int at = 0; at < all.size(); at += KEYS_AT_ONCE) {
            List<String> some = all.subList(at, Math.min(at + KEYS_AT_ONCE, all.size()));
            Object[] values = new Object[some.size() + 1];
            values[0] = StoredName.digest(namespace);
            for (int of = 0; of < some.size(); of++) {
                values[of + 1] = some.get(of);
            }
            new Sql(
                            "SELECT stream, news FROM cqrs_stream WHERE namespace = ? AND stream IN (?"
                                    + ", ?".repeat(some.size() - 1) + ")",
                            values)
                    .rows(session, row -> news.put(row.getString(1), row.getLong(2)));
        }
        return news;
    }
}
