package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.cqrsjakarta.internal.sse.MovingClients;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Histories of clients that move, on any database. */
abstract class JdbcMovingClients extends MovingClients {

    private KeptConnections source;
    private JdbcStreamStore store;

    JdbcMovingClients() {
        super(20);
    }

    abstract String url();

    @BeforeEach
    void open() {
        source = new KeptConnections(url());
        StreamTable.DDL.forEach(this::run);
        BoardTable.DDL.forEach(this::run);
        store = new JdbcStreamStore(source, new JdbcSettings(Duration.ofSeconds(10), Duration.ofMillis(20), false));
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(source.open).hasValue(0);
        source.close();
    }

    @Override
    protected StreamStore emptyStore(ManualTime time) {
        run("DELETE FROM cqrs_stream");
        run("DELETE FROM cqrs_stream_node");
        run("DELETE FROM cqrs_stream_post");
        run("DELETE FROM cqrs_stream_board");
        return store;
    }

    @Override
    protected void pass(Duration time) {
        try {
            Older.streams(source, time);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void run(String sql) {
        try {
            source.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
