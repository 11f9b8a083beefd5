package org.cqrsjakarta.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Beat;

/**
 * The nodes of a namespace, and their posts, until nobody has used them for a day: in the tables {@code cqrs_stream_board}, {@code cqrs_stream_node} and
 * {@code cqrs_stream_post}. Whoever has locked the row in the first has them alone.
 */
final class BoardTable {

    private static final String OF_BOARD =
            " FOREIGN KEY (namespace) REFERENCES cqrs_stream_board (namespace) ON DELETE CASCADE)";

    static final List<String> DDL = List.of(
            "CREATE TABLE IF NOT EXISTS cqrs_stream_board (namespace CHARACTER(22) NOT NULL, posts BIGINT NOT NULL,"
                    + " latest BIGINT NOT NULL, expires BIGINT NOT NULL, PRIMARY KEY (namespace))",
            "CREATE TABLE IF NOT EXISTS cqrs_stream_node (namespace CHARACTER(22) NOT NULL,"
                    + " node CHARACTER VARYING(64) NOT NULL, ends BIGINT NOT NULL, lasts BIGINT NOT NULL,"
                    + " PRIMARY KEY (namespace, node)," + OF_BOARD,
            "CREATE TABLE IF NOT EXISTS cqrs_stream_post (namespace CHARACTER(22) NOT NULL, number BIGINT NOT NULL,"
                    + " post CHARACTER VARYING(256) NOT NULL, ends BIGINT NOT NULL, lasts BIGINT NOT NULL,"
                    + " PRIMARY KEY (namespace, number)," + OF_BOARD);

    private static final int MOST_POSTS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    private final Session session;
    private final String namespace;
    private final long posts;
    private final long nowMicros;

    private BoardTable(Session session, String namespace, Row row) {
        this.session = session;
        this.namespace = namespace;
        this.posts = row.posts;
        this.nowMicros = row.nowMicros;
    }

    private record Row(long posts, long latest, long nowMicros) {}

    /** Nobody else has it until the end of the transaction. What is over is gone, by a clock that may have been set back. */
    static BoardTable lock(Session session, String name) throws SQLException {
        String namespace = StoredName.digest(name);
        Row row = row(session, namespace);
        BoardTable board = new BoardTable(session, namespace, row);
        for (String table : List.of("cqrs_stream_node", "cqrs_stream_post")) {
            board.forget(table, row.nowMicros < row.latest);
        }
        return board;
    }

    private static Row row(Session session, String namespace) throws SQLException {
        List<Row> found = new Sql(
                        "SELECT posts, latest, CURRENT_TIMESTAMP FROM cqrs_stream_board WHERE namespace = ? FOR UPDATE",
                        namespace)
                .rows(session, row -> new Row(row.getLong(1), row.getLong(2), Session.micros(row, 3)));
        if (!found.isEmpty()) {
            return found.getFirst();
        }
        new Sql("INSERT INTO cqrs_stream_board (namespace, posts, latest, expires) VALUES (?, 0, 0, 0)", namespace)
                .run(session);
        Row begun = new Sql("SELECT CURRENT_TIMESTAMP")
                .rows(session, row -> new Row(0, 0, Session.micros(row, 1)))
                .getFirst();
        session.afterwards(new Sql("DELETE FROM cqrs_stream_board WHERE expires < ?", begun.nowMicros));
        return begun;
    }

    private void forget(String table, boolean wasSetBack) throws SQLException {
        if (wasSetBack) {
            new Sql(
                            "UPDATE " + table + " SET ends = ? + lasts WHERE namespace = ? AND ends > ? + lasts",
                            nowMicros,
                            namespace,
                            nowMicros)
                    .run(session);
        }
        new Sql("DELETE FROM " + table + " WHERE namespace = ? AND ends <= ?", namespace, nowMicros).run(session);
    }

    Beat beat(String node, Duration live, long after) throws SQLException {
        new Sql("DELETE FROM cqrs_stream_node WHERE namespace = ? AND node = ?", namespace, node).run(session);
        if (!live.isZero()) {
            new Sql(
                            "INSERT INTO cqrs_stream_node (namespace, node, ends, lasts) VALUES (?, ?, ?, ?)",
                            namespace,
                            node,
                            nowMicros + micros(live),
                            micros(live))
                    .run(session);
        }
        write(posts, live);
        long heard = after < 0 ? posts : after > posts ? 0 : after;
        List<String> nodes = new Sql("SELECT node FROM cqrs_stream_node WHERE namespace = ?", namespace)
                .rows(session, row -> row.getString(1));
        List<String> news = new Sql(
                        "SELECT post FROM cqrs_stream_post WHERE namespace = ? AND number > ? ORDER BY number",
                        namespace,
                        heard)
                .rows(session, row -> row.getString(1));
        // Databases have orders of their own.
        return new Beat(nodes.stream().sorted().toList(), posts, news);
    }

    void post(String text, Duration kept) throws SQLException {
        long number = posts + 1;
        new Sql(
                        "INSERT INTO cqrs_stream_post (namespace, number, post, ends, lasts) VALUES (?, ?, ?, ?, ?)",
                        namespace,
                        number,
                        text,
                        nowMicros + micros(kept),
                        micros(kept))
                .run(session);
        new Sql("DELETE FROM cqrs_stream_post WHERE namespace = ? AND number <= ?", namespace, number - MOST_POSTS)
                .run(session);
        write(number, kept);
    }

    private void write(long number, Duration used) throws SQLException {
        new Sql(
                        "UPDATE cqrs_stream_board SET posts = ?, latest = ?, expires = GREATEST(expires, ?)"
                                + " WHERE namespace = ?",
                        number,
                        nowMicros,
                        nowMicros + DAY_MICROS + micros(used),
                        namespace)
                .run(session);
    }

    /** Number of the last post. */
    static long last(Session session, String namespace) throws SQLException {
        return new Sql("SELECT posts FROM cqrs_stream_board WHERE namespace = ?", StoredName.digest(namespace))
                .rows(session, row -> row.getLong(1)).stream().findFirst().orElse(0L);
    }

    private static long micros(Duration duration) {
        return TimeUnit.MILLISECONDS.toMicros((duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toMillis());
    }
}
