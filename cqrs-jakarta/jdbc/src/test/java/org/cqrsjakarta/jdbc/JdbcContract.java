package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.testkit.CircuitStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, on any database. */
abstract class JdbcContract extends CircuitStoreContract {

    private static final Pattern TIME = Pattern.compile("(?<![0-9])[0-9]{16}(?![0-9])");

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
        Map<String, String> older = new HashMap<>();
        source.read(
                "SELECT namespace, circuit, ledger FROM cqrs_circuit",
                row -> older.put(
                        where(row.getString(1), row.getString(2)),
                        TIME.matcher(row.getString(3))
                                .replaceAll(written ->
                                        Long.toString(Long.parseLong(written.group()) - time.toNanos() / 1_000))));
        older.forEach((where, ledger) -> run("UPDATE cqrs_circuit SET ledger = '" + ledger + "'" + where));
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
        return where(StoredName.digest(circuit.namespace()), StoredName.digest(circuit.name()));
    }

    private static String where(String namespace, String circuit) {
        return " WHERE namespace = '" + namespace + "' AND circuit = '" + circuit + "'";
    }

    private void run(String sql) {
        try {
            source.run(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
