package org.cqrsjakarta.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Databases have clocks that nobody turns, so what is written becomes older; by a negative time it becomes of later. */
final class Older {

    private static final Pattern TIME = Pattern.compile("(?<![0-9])[0-9]{16}(?![0-9])");

    private Older() {}

    /** All circuits. */
    static void circuits(CountingSource source, Duration time) throws SQLException {
        ledgers(source, "cqrs_circuit", "circuit", micros(time));
    }

    /** All streams, nodes and posts. */
    static void streams(CountingSource source, Duration time) throws SQLException {
        long micros = micros(time);
        ledgers(source, "cqrs_stream", "stream", micros);
        source.run("UPDATE cqrs_stream_node SET ends = ends - " + micros);
        source.run("UPDATE cqrs_stream_post SET ends = ends - " + micros);
        source.run("UPDATE cqrs_stream_board SET latest = latest - " + micros);
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    private static void ledgers(CountingSource source, String table, String key, long micros) throws SQLException {
        Map<String, String> older = new HashMap<>();
        source.read(
                "SELECT namespace, " + key + ", ledger FROM " + table,
                row -> older.put(
                        " WHERE namespace = '" + row.getString(1) + "' AND " + key + " = '" + row.getString(2) + "'",
                        TIME.matcher(row.getString(3))
                                .replaceAll(written -> Long.toString(Long.parseLong(written.group()) - micros))));
        for (Map.Entry<String, String> each : older.entrySet()) {
            source.run("UPDATE " + table + " SET ledger = '" + each.getValue() + "'" + each.getKey());
        }
    }
}
