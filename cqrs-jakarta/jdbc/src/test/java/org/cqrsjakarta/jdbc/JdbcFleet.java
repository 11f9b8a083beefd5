package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.cqrsjakarta.internal.store.FleetHistories;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Histories of circuits, on any database. */
abstract class JdbcFleet extends FleetHistories {

    private KeptConnections source;
    private JdbcCircuitStore store;

    JdbcFleet() {
        super(30);
    }

    abstract String url();

    @BeforeEach
    void open() {
        source = new KeptConnections(url());
        run(CircuitTable.DDL);
        store = new JdbcCircuitStore(source, new JdbcSettings(Duration.ofSeconds(10), Duration.ofMillis(20), false));
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(source.open).hasValue(0);
        source.close();
    }

    @Override
    protected CircuitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        try {
            Older.circuits(source, time);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected void lose(Circuit circuit) {
        run("DELETE FROM cqrs_circuit");
    }

    @Override
    protected void garble(Circuit circuit) {
        run("UPDATE cqrs_circuit SET ledger = '1;7;HALF_OPEN;x;;'");
    }

    private void run(String sql) {
        try {
            source.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
