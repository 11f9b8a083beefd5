package org.cqrsjakarta.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cqrsjakarta.spi.CircuitLedger;
import org.cqrsjakarta.spi.CircuitStore;

/**
 * Shares circuits by way of a table, {@code cqrs_circuit}, with one row a circuit. Each step reads its row, and writes it if
 * nobody has written it meanwhile; else it is taken again. The clock is the database's. Rows that nobody has used for a day are
 * deleted; those that cannot be read count as missing. Changes are found by asking now and then, on one thread for each
 * subscription.
 *
 * <p>A step takes two statements, each a transaction of its own. How long it waits for a connection is the data source's
 * affair. What it throws has a numbered message with the remedy, if one is known. Thread-safe.
 */
public final class JdbcCircuitStore implements CircuitStore, AutoCloseable {

    private static final int MOST_ATTEMPTS = 100;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Database database;

    JdbcCircuitStore(DataSource source, JdbcSettings settings) {
        database = new Database(source, settings, List.of(CircuitTable.DDL));
    }

    /**
     * Creates one with the default settings.
     *
     * @param source      of connections, which the store gives back after each step
     * @param createTable whether to make the table if it is missing
     */
    public static JdbcCircuitStore of(DataSource source, boolean createTable) {
        return new JdbcCircuitStore(source, createTable ? JdbcSettings.DEFAULT.creatingTable() : JdbcSettings.DEFAULT);
    }

    /** A step of the rules. */
    private interface Step<T> {

        T take(CircuitLedger ledger, long nowMicros);
    }

    @Override
    public Shared exchange(Circuit circuit, Report report) {
        return take("exchange", circuit, report, (ledger, now) -> ledger.exchange(report, now));
    }

    @Override
    public Lease lease(Circuit circuit, Report report, long number) {
        return take("lease", circuit, report, (ledger, now) -> ledger.lease(report, number, now));
    }

    @Override
    public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
        return take("settle", circuit, report, (ledger, now) -> ledger.settle(report, token, verdict, now));
    }

    @Override
    public Subscription subscribe(String namespace, Listener listener) {
        return database.subscribe(new JdbcSubscription.Watched() {
            @Override
            public Map<String, Long> states(Session session) throws SQLException {
                return CircuitTable.generations(session, namespace);
            }

            @Override
            public void changed(String name) {
                listener.changed(name);
            }

            @Override
            public void allMayHaveChanged() {
                listener.allMayHaveChanged();
            }
        });
    }

    private <T> T take(String name, Circuit circuit, Report report, Step<T> step) {
        database.checkOpen();
        try (Session session = database.open()) {
            for (int attempt = 1;
                    attempt <= MOST_ATTEMPTS && !Thread.currentThread().isInterrupted();
                    attempt++) {
                CircuitTable.Row row = CircuitTable.read(session, circuit);
                CircuitLedger ledger = CircuitLedger.read(row.ledger());
                T answer = step.take(ledger, row.micros());
                long expires = row.micros() + keptMicros(report.rules());
                if (CircuitTable.write(session, circuit, row, ledger.generation(), ledger.text(), expires)) {
                    if (row.version() == null) {
                        CircuitTable.clean(session, row.micros());
                    }
                    return answer;
                }
            }
            throw new IllegalStateException(JdbcMessages.MESSAGES.contended(name, MOST_ATTEMPTS));
        } catch (SQLException e) {
            throw database.failed(name, e);
        }
    }

    private static long keptMicros(Rules rules) {
        Duration kept =
                KEPT.plus(bounded(rules.delay())).plus(bounded(rules.lease())).plus(bounded(rules.nodeTimeout()));
        return TimeUnit.MILLISECONDS.toMicros(kept.toMillis());
    }

    private static Duration bounded(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }

    /** Ends its subscriptions; none of its threads is left. The data source stays as it is. */
    @Override
    public void close() {
        database.close();
    }
}
