package org.cqrsjakarta.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StoreArguments;
import org.cqrsjakarta.spi.StreamLedger;
import org.cqrsjakarta.spi.StreamLedger.Change;
import org.cqrsjakarta.spi.StreamLedger.Rows;
import org.cqrsjakarta.spi.StreamStore;

/**
 * Keeps streams in tables, whose names begin with {@code cqrs_stream}: one row a stream, which each step locks, and one for each
 * of its entries and keys. The clock is the database's. Rows that are over are deleted when a stream begins; those that cannot be
 * read count as missing. Changes are found by asking now and then, on one thread for each subscription.
 *
 * <p>A step is one transaction of 3 to 7 statements. How long it waits for a connection is the data source's affair. What it
 * throws has a numbered message with the remedy, if one is known. Thread-safe.
 */
public final class JdbcStreamStore implements StreamStore, AutoCloseable {

    private static final int MOST_ATTEMPTS = 100;
    private static final String POSTS = "";

    private final Database database;
    private final Listened listened = new Listened();

    JdbcStreamStore(DataSource source, JdbcSettings settings) {
        List<String> tables = new ArrayList<>(StreamTable.DDL);
        tables.addAll(BoardTable.DDL);
        database = new Database(source, settings, tables);
    }

    /**
     * Creates one with the default settings.
     *
     * @param source       of connections, which the store gives back after each step
     * @param createTables whether to make the tables if they are missing
     */
    public static JdbcStreamStore of(DataSource source, boolean createTables) {
        return new JdbcStreamStore(source, createTables ? JdbcSettings.DEFAULT.creatingTable() : JdbcSettings.DEFAULT);
    }

    @Override
    public Copy append(Stream stream, Part part) {
        return step("append", stream, (ledger, table, header) -> {
            Change change = ledger.append(part);
            table.write(header, ledger);
            table.change(change);
            return ledger.copy().orElseThrow();
        });
    }

    @Override
    public Optional<Page> read(Stream stream, Reading reading) {
        listened.hear(stream, reading);
        return step("read", stream, (ledger, table, header) -> {
            Rows wanted = ledger.read(reading).orElse(null);
            Optional<Page> page = wanted == null ? Optional.empty() : ledger.page(wanted, table.frames(wanted));
            write(table, header, ledger, page.isPresent());
            return page;
        });
    }

    @Override
    public Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept) {
        StoreArguments.claim(epoch, node, kept);
        return step("claim", stream, (ledger, table, header) -> {
            Rows wanted = ledger.claim(epoch, node, kept);
            Optional<Claim> claim = ledger.claimed(wanted, table.keys(wanted));
            write(table, header, ledger, claim.isPresent());
            return claim;
        });
    }

    /** Of a copy that has lost rows nothing is left. */
    private static void write(StreamTable table, StreamTable.Header header, StreamLedger ledger, boolean isWhole)
            throws SQLException {
        if (isWhole) {
            table.write(header, ledger);
        } else if (header.isThere()) {
            table.delete();
        }
    }

    @Override
    public void remove(Stream stream, long epoch) {
        StoreArguments.remove(epoch);
        step("remove", stream, (ledger, table, header) -> {
            ledger.remove(epoch);
            table.write(header, ledger);
            return header;
        });
    }

    @Override
    public Beat beat(String namespace, String node, Duration live, long after) {
        StoreArguments.beat(node, live, after);
        return take("beat", session -> BoardTable.lock(session, namespace).beat(node, live, after));
    }

    @Override
    public void post(String namespace, String text, Duration kept) {
        StoreArguments.post(text, kept);
        take("post", session -> {
            BoardTable board = BoardTable.lock(session, namespace);
            board.post(text, kept);
            return board;
        });
    }

    @Override
    public Subscription subscribe(String namespace, String node, Listener listener) {
        StoreArguments.subscribe(node);
        return database.subscribe(new JdbcSubscription.Watched() {
            @Override
            public Map<String, Long> states(Session session) throws SQLException {
                Map<String, Long> states = StreamTable.news(session, namespace, listened.keys(namespace, node));
                states.put(POSTS, BoardTable.last(session, namespace));
                return states;
            }

            @Override
            public void changed(String name) {
                if (name.equals(POSTS)) {
                    listener.posted();
                } else if (listened.keys(namespace, node).contains(name)) {
                    listener.appended(name);
                }
            }

            @Override
            public void allMayHaveChanged() {
                listener.allMayHaveChanged();
            }
        });
    }

    /** A step of the rules of streams. */
    private interface Step<T> {

        T take(StreamLedger ledger, StreamTable table, StreamTable.Header header) throws SQLException;
    }

    private <T> T step(String name, Stream stream, Step<T> step) {
        return take(name, session -> {
            StreamTable table = new StreamTable(session, stream);
            StreamTable.Header header = table.lock();
            return step.take(StreamLedger.read(header.ledger(), header.micros()), table, header);
        });
    }

    /** What is to be done in a transaction, and again if somebody else was faster. */
    private interface Transaction<T> {

        T take(Session session) throws SQLException;
    }

    private <T> T take(String name, Transaction<T> transaction) {
        database.checkOpen();
        for (int attempt = 1;
                attempt <= MOST_ATTEMPTS && !Thread.currentThread().isInterrupted();
                attempt++) {
            try (Session session = database.open()) {
                session.begin();
                T answer = transaction.take(session);
                session.commit();
                return answer;
            } catch (SQLException e) {
                if (!Database.isLost(e)) {
                    throw database.failed(name, e);
                }
            }
        }
        throw new IllegalStateException(JdbcMessages.MESSAGES.contended(name, MOST_ATTEMPTS));
    }

    /** Ends its subscriptions; none of its threads is left. The data source stays as it is. */
    @Override
    public void close() {
        database.close();
    }
}
