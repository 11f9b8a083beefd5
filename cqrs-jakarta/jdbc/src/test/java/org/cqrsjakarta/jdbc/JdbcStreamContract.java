package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.cqrsjakarta.testkit.StreamStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, on any database. */
abstract class JdbcStreamContract extends StreamStoreContract {

    private KeptConnections source;
    private JdbcStreamStore store;

    JdbcStreamContract() {
        super(Duration.ofMinutes(1));
    }

    abstract String url();

    @BeforeEach
    void open() {
        source = new KeptConnections(url());
        store = new JdbcStreamStore(source, new JdbcSettings(Duration.ofSeconds(10), Duration.ofMillis(20), true));
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(source.open).hasValue(0);
        assertThat(source.changed).hasValue(0);
        source.close();
    }

    @Override
    protected StreamStore store() {
        return store;
    }

    /** Databases have clocks that nobody turns, so everything that is written becomes older. */
    @Override
    protected void pass(Duration time) {
        try {
            Older.streams(source, time);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
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

    @Override
    protected int histories() {
        return 100;
    }
}
