package org.cqrsjakarta.demo.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.StreamQuakes;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one query, fetched from the database as they are asked for. {@link #next} is for one thread,
 * {@link #close} for any: JDBC objects must not be used by two threads at once, hence the lock.
 */
final class QuakeCursor implements AutoCloseable {

    static final String QUERY = "SELECT id, occurred, magnitude, place, longitude, latitude, depth_km FROM quakes"
            + " WHERE magnitude >= ? ORDER BY occurred";

    private static final int FETCH_SIZE = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private boolean closed;

    private QuakeCursor(Connection connection, PreparedStatement statement, ResultSet rows) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    static QuakeCursor open(DataSource dataSource, StreamQuakes request) throws SQLException {
        var connection = dataSource.getConnection();
        try {
            // Some databases, PostgreSQL among them, fetch row by row only inside a transaction.
            connection.setAutoCommit(false);
            var statement = connection.prepareStatement(QUERY);
            statement.setFetchSize(FETCH_SIZE);
            statement.setDouble(1, request.minMagnitude().orElse(-Double.MAX_VALUE));
            return new QuakeCursor(connection, statement, statement.executeQuery());
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                release(connection);
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** The next row; {@code null} at the end. */
    @Nullable
    Quake next() throws SQLException {
        lock.lock();
        try {
            if (closed) {
                throw new SQLException("The catalogue was closed while it was read");
            }
            return rows.next() ? quake() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the rows, the statement and the connection, in this order, once. */
    @Override
    public void close() throws SQLException {
        if (!lock.tryLock()) {
            // The one call that JDBC allows beside another: ends a fetch that takes long.
            statement.cancel();
            lock.lock();
        }
        try {
            if (!closed) {
                closed = true;
                closeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeAll() throws SQLException {
        try (connection) {
            try (statement) {
                rows.close();
            }
            release(connection);
        }
    }

    /** As the pool had it: the next one to get this connection expects auto-commit. */
    private static void release(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private Quake quake() throws SQLException {
        return new Quake(
                rows.getString(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                rows.getDouble(3),
                rows.getString(4),
                rows.getDouble(5),
                rows.getDouble(6),
                rows.getDouble(7),
                Quake.CATALOGUE);
    }
}
