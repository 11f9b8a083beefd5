package org.cqrsjakarta.jdbc;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.cqrsjakarta.spi.CircuitStore.Subscription;

/** What a store has of its database: connections, tables that are made when they are missing, and who asks for changes. */
final class Database implements AutoCloseable {

    /** Integrity: somebody else has inserted it. Rollback: somebody else was faster. The last is H2's word for that. */
    private static final Set<String> LOST = Set.of("23", "40");

    private static final String LOST_ON_H2 = "90131";

    /** PostgreSQL's, and three of H2. */
    private static final Set<String> UNDEFINED_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    private final DataSource source;
    private final JdbcSettings settings;
    private final List<String> tables;
    private final Set<JdbcSubscription> subscriptions = new HashSet<>();
    private volatile boolean hasTables;
    private volatile boolean isClosed;

    /** With what makes the tables, in order. */
    Database(DataSource source, JdbcSettings settings, List<String> tables) {
        this.source = source;
        this.settings = settings;
        this.tables = List.copyOf(tables);
        hasTables = !settings.createsTable();
    }

    Session open() throws SQLException {
        Session session = new Session(source, settings.timeout());
        if (!hasTables) {
            createTables(session);
        }
        return session;
    }

    private synchronized void createTables(Session session) {
        for (String table : tables) {
            try {
                new Sql(table).run(session);
            } catch (SQLException e) {
                // Another node may be doing the same; whether there is one now, the next statement tells.
                JdbcLog.LOG.debug(table, e);
            }
        }
        hasTables = true;
    }

    /** Asks for changes from now on. */
    Subscription subscribe(JdbcSubscription.Watched watched) {
        JdbcSubscription subscription = new JdbcSubscription(this, settings.poll(), watched, this::forget);
        synchronized (subscriptions) {
            checkOpen();
            subscriptions.add(subscription);
        }
        subscription.start();
        return subscription;
    }

    private void forget(JdbcSubscription subscription) {
        synchronized (subscriptions) {
            subscriptions.remove(subscription);
        }
    }

    void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException(JdbcMessages.MESSAGES.closed());
        }
    }

    /** Whether somebody else was faster, and the step may be taken again. */
    static boolean isLost(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && state.length() == 5
                && (LOST.contains(state.substring(0, 2)) || state.equals(LOST_ON_H2));
    }

    /** That a step has failed, and why. */
    IllegalStateException failed(String step, SQLException failure) {
        return new IllegalStateException(
                JdbcMessages.MESSAGES.failed(step, String.valueOf(failure.getMessage()), remedy(failure)), failure);
    }

    /** What to do about a failure; empty if it is not known. */
    String remedy(SQLException failure) {
        return UNDEFINED_TABLE.contains(String.valueOf(failure.getSQLState()))
                ? "; create the table, or set 'cqrs.jdbc.create-table' to true: " + String.join("; ", tables)
                : "";
    }

    /** Ends its subscriptions; none of its threads is left. The data source stays as it is. */
    @Override
    public void close() {
        List<JdbcSubscription> open;
        synchronized (subscriptions) {
            isClosed = true;
            open = List.copyOf(subscriptions);
        }
        open.forEach(JdbcSubscription::close);
    }
}
