package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CircuitReports.CIRCUIT;
import static org.cqrsjakarta.testkit.CircuitReports.failing;
import static org.cqrsjakarta.testkit.CircuitReports.knowing;
import static org.cqrsjakarta.testkit.CircuitReports.quiet;
import static org.cqrsjakarta.testkit.CircuitReports.reset;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Node;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every database. */
abstract class StoreCases {

    private static final JdbcSettings SETTINGS = new JdbcSettings(Duration.ofSeconds(1), Duration.ofMillis(10), true);

    private static final List<String> NAMES = List.of(
            "",
            " ",
            "a",
            "A",
            "a ",
            "a%",
            "a_",
            "a'b",
            "a\u0000b",
            "ä",
            "a\u0308",
            "?",
            "\ud800",
            "\udc00",
            "\ufffd",
            "\ud83d\ude00",
            "\\",
            "x".repeat(5_000));

    private CountingSource source;
    private JdbcCircuitStore store;

    /** Of the database, which may have the table of another test. */
    abstract String url();

    @BeforeEach
    void open() throws SQLException {
        source = new CountingSource(url());
        source.run("DROP TABLE IF EXISTS cqrs_circuit");
        store = new JdbcCircuitStore(source, SETTINGS);
    }

    @AfterEach
    void everyConnectionCameBackAsItWas() {
        store.close();
        assertThat(source.open).hasValue(0);
        assertThat(source.changed).hasValue(0);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("cqrs-jdbc-changes"));
    }

    @Test
    void statesAreShared() {
        try (JdbcCircuitStore other = new JdbcCircuitStore(source, SETTINGS)) {
            assertThat(store.exchange(CIRCUIT, failing("n1")).state()).isEqualTo(CircuitState.OPEN);

            Shared shared = other.exchange(CIRCUIT, quiet("n2"));
            assertThat(shared.state()).isEqualTo(CircuitState.OPEN);
            assertThat(shared.generation()).isEqualTo(1);
            assertThat(shared.remaining()).isBetween(Duration.ofMinutes(55), Duration.ofHours(1));
            assertThat(shared.nodes()).extracting("id").containsExactly("n1", "n2");
            assertThat(other.exchange(CIRCUIT, reset("n2", 1)).state()).isEqualTo(CircuitState.CLOSED);
        }
    }

    @Test
    void noMoreLeasesThanPlacesHoweverManyAskAtOnce() throws Exception {
        int threads = 8;
        store.exchange(CIRCUIT, knowing("n1", 6, CircuitState.HALF_OPEN));
        List<Callable<Lease>> asking = new ArrayList<>();
        for (int node = 0; node < threads; node++) {
            String name = "n" + node;
            asking.add(() -> store.lease(CIRCUIT, quiet(name), 1));
        }

        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<String> tokens = new ArrayList<>();
            for (Future<Lease> lease : pool.invokeAll(asking)) {
                lease.get().token().ifPresent(tokens::add);
            }
            assertThat(tokens).hasSize(1).allMatch(token -> token.startsWith("8.n"));
        }
        assertThat(source.number("SELECT version FROM cqrs_circuit")).isEqualTo(threads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "1;;;;;;;", "1;-7;OPEN;0;0;;;", "1;7;BROKEN;0;0;;;", "2;7;OPEN;0;0;;;"})
    void whatCannotBeReadCountsAsMissing(String garbled) throws SQLException {
        store.exchange(CIRCUIT, failing("n1"));
        source.run("UPDATE cqrs_circuit SET ledger = '" + garbled + "'");

        assertThat(store.exchange(CIRCUIT, quiet("n2")))
                .isEqualTo(new Shared(
                        0, CircuitState.CLOSED, Duration.ZERO, List.of(new Node("n2", CircuitState.CLOSED))));
    }

    @Test
    void whateverThingsAreCalledTheyHaveRowsOfTheirOwn() {
        long generation = 1;
        List<Circuit> circuits = new ArrayList<>();
        for (String namespace : List.of("", "a", "A", "\ud800")) {
            for (String name : NAMES) {
                circuits.add(new Circuit(namespace, name));
                store.exchange(circuits.getLast(), knowing("n1", generation++, CircuitState.CLOSED));
            }
        }

        long expected = 1;
        for (Circuit circuit : circuits) {
            assertThat(store.exchange(circuit, quiet("n2")).generation()).isEqualTo(expected++);
        }
    }

    @Test
    void whatNobodyUsesIsDeleted() throws SQLException {
        store.exchange(new Circuit("shop", "old"), failing("n1"));
        store.exchange(new Circuit("shop", "used"), failing("n1"));
        source.run("UPDATE cqrs_circuit SET expires = 1 WHERE name = 'old'");

        store.exchange(new Circuit("shop", "new"), quiet("n1"));

        assertThat(source.number("SELECT COUNT(*) FROM cqrs_circuit WHERE name = 'old'"))
                .isZero();
        assertThat(source.number("SELECT COUNT(*) FROM cqrs_circuit")).isEqualTo(2);
    }

    @Test
    void aMissingTableIsToldWithHowToMakeIt() {
        try (JdbcCircuitStore without = JdbcCircuitStore.of(source, false)) {
            assertThatThrownBy(() -> without.exchange(CIRCUIT, quiet("n1")))
                    .hasMessageStartingWith("CQRS01032")
                    .hasMessageContaining("'cqrs.jdbc.create-table' to true: CREATE TABLE");
        }
    }

    @Test
    void theTableOfDocumentationIsEnough() throws SQLException {
        source.run(CircuitTable.DDL);
        try (JdbcCircuitStore without = JdbcCircuitStore.of(source, false)) {
            assertThat(without.exchange(CIRCUIT, failing("n1")).generation()).isEqualTo(1);
        }
    }

    @Test
    void changesAreToldWhateverTheCircuitIsCalled() throws InterruptedException {
        HeardCircuits heard = new HeardCircuits();
        store.subscribe("shop", heard);
        heard.next(HeardCircuits.ALL);
        for (String name : NAMES) {
            store.exchange(new Circuit("other", name), failing("n1"));
            store.exchange(new Circuit("shop", name), quiet("n1"));
            store.exchange(new Circuit("shop", name), failing("n1"));
            heard.next(name);
        }
        store.close();
        assertThat(heard.nothingMore()).isTrue();
    }

    @Test
    void aListenerIsToldThatTheDatabaseIsBack() throws Exception {
        HeardCircuits heard = new HeardCircuits();
        var subscription = store.subscribe("shop", heard);
        heard.next(HeardCircuits.ALL);
        store.exchange(CIRCUIT, failing("n1"));
        heard.next(CIRCUIT.name());

        source.run("ALTER TABLE cqrs_circuit RENAME TO hidden");
        assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01032");
        awaitPoll();
        source.run("ALTER TABLE hidden RENAME TO cqrs_circuit");
        heard.next(HeardCircuits.ALL);

        subscription.close();
        subscription.close();
        store.exchange(CIRCUIT, reset("n1", 1));
        assertThat(heard.nothingMore()).isTrue();
    }

    /** Until one has begun and ended since. */
    private void awaitPoll() throws InterruptedException {
        int polls = source.opened.get();
        while (source.opened.get() < polls + 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLockedRowIsGivenUpInTime() throws SQLException {
        store.exchange(CIRCUIT, quiet("n1"));
        try (Connection holder = source.getConnection();
                var lock = holder.prepareStatement("UPDATE cqrs_circuit SET version = version + 1")) {
            lock.executeUpdate();
            long before = System.nanoTime();

            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01032");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            holder.rollback();
        }
        assertThat(store.exchange(CIRCUIT, failing("n1")).generation()).isEqualTo(1);
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01034");
        assertThatThrownBy(() -> store.subscribe("shop", new HeardCircuits())).hasMessageStartingWith("CQRS01034");
    }
}
