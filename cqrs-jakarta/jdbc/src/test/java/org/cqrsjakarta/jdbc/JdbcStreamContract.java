package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.cqrsjakarta.testkit.StreamStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, on any database. */
abstract class JdbcStreamContract extends StreamStoreContract {

    private static final Pattern TIME = Pattern.compile("(?<![0-9])[0-9]{16}(?![0-9])");

    private CountingSource source;
    private JdbcStreamStore store;

    JdbcStreamContract() {
        super(Duration.ofMinutes(1));
    }

    abstract String url();

    @BeforeEach
    void open() {
        source = new CountingSource(url());
        store = new JdbcStreamStore(source, new JdbcSettings(Duration.ofSeconds(10), Duration.ofMillis(20), true));
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(source.open).hasValue(0);
        assertThat(source.changed).hasValue(0);
    }

    @Override
    protected StreamStore store() {
        return store;
    }

    /** Databases have clocks that nobody turns, so everything that is written becomes older. */
    @Override
    protected void pass(Duration time) {
        long micros = time.toNanos() / 1_000;
        Map<String, String> older = new HashMap<>();
        source.read(
                "SELECT namespace, stream, ledger FROM cqrs_stream",
                row -> older.put(
                        " WHERE namespace = '" + row.getString(1) + "' AND stream = '" + row.getString(2) + "'",
                        TIME.matcher(row.getString(3))
                                .replaceAll(written -> Long.toString(Long.parseLong(written.group()) - micros))));
        older.forEach((where, ledger) -> run("UPDATE cqrs_stream SET ledger = '" + ledger + "'" + where));
        run("UPDATE cqrs_stream_node SET ends = ends - " + micros);
        run("UPDATE cqrs_stream_post SET ends = ends - " + micros);
        run("UPDATE cqrs_stream_board SET latest = latest - " + micros);
    }

    /** Everything that is written becomes of later. */
    @Override
    protected boolean setsBack(Duration time) {
        pass(time.negated());
        return true;
    }

    @Override
    protected void lose(String namespace) {
        String where = " WHERE namespace = '" + StoredName.digest(namespace) + "'";
        run("DELETE FROM cqrs_stream" + where);
        run("DELETE FROM cqrs_stream_board" + where);
    }

    @Override
    protected void garble(Stream stream) {
        run("UPDATE cqrs_stream SET ledger = 'nonsense' WHERE stream = '" + stream.key() + "'");
    }

    /** Each is a transaction with a connection of its own; {@link StreamStoreCases} has that bound. */
    @Override
    protected boolean takesManyPosts() {
        return false;
    }

    private void run(String sql) {
        try {
            source.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
