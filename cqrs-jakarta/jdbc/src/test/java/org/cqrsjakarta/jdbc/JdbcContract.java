package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.testkit.CircuitStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, on any database. */
abstract class JdbcContract extends CircuitStoreContract {

    private CountingSource source;
    private JdbcCircuitStore store;

    JdbcContract() {
        super(Duration.ofMinutes(1));
    }

    abstract String url();

    @BeforeEach
    void open() {
        source = new CountingSource(url());
        store = new JdbcCircuitStore(source, new JdbcSettings(Duration.ofSeconds(10), Duration.ofMillis(20), true));
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(source.open).hasValue(0);
    }

    @Override
    protected CircuitStore store() {
        return store;
    }

    /** Databases have clocks that nobody turns, so everything that is written becomes older. */
    @Override
    protected void pass(Duration time) {
        try {
            Older.circuits(source, time);
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
    protected void lose(Circuit circuit) {
        run("DELETE FROM cqrs_circuit" + where(circuit));
    }

    @Override
    protected void garble(Circuit circuit) {
        run("UPDATE cqrs_circuit SET ledger = 'nonsense'" + where(circuit));
    }

    private static String where(Circuit circuit) {
        return " WHERE namespace = '" + StoredName.digest(circuit.namespace()) + "' AND circuit = '"
                + StoredName.digest(circuit.name()) + "'";
    }

    private void run(String sql) {
        try {
            source.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
