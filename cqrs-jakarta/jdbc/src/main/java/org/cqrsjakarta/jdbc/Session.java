package org.cqrsjakarta.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A connection of the pool while it is ours: each statement has an end, and is a transaction unless one was begun. Goes back as
 * it came.
 */
final class Session implements AutoCloseable {

    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final int timeoutSeconds;
    private final boolean commitsItself;
    private final int networkMillis;
    private final List<Sql> afterwards = new ArrayList<>();
    private boolean isInTransaction;

    Session(DataSource source, Duration timeout) throws SQLException {
        connection = source.getConnection();
        timeoutSeconds = Math.toIntExact(timeout.plusMillis(999).toSeconds());
        networkMillis = limitNetwork(Math.toIntExact(timeout.toMillis()) + 1_000);
        commitsItself = connection.getAutoCommit();
        if (!commitsItself) {
            connection.setAutoCommit(true);
        }
    }

    /** What follows is one transaction, and undone unless it is committed. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
        isInTransaction = true;
    }

    /** Has this run once the transaction is committed, whatever becomes of it. */
    void afterwards(Sql sql) {
        afterwards.add(sql);
    }

    /** Each statement is a transaction again. */
    void commit() throws SQLException {
        connection.commit();
        isInTransaction = false;
        connection.setAutoCommit(true);
        for (Sql sql : afterwards) {
            try {
                sql.run(this);
            } catch (SQLException e) {
                JdbcLog.LOG.debug("Nothing was tidied up", e);
            }
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(timeoutSeconds);
        return statement;
    }

    /** A time that was read, since 1970. */
    static long micros(ResultSet row, int column) throws SQLException {
        Instant time = row.getObject(column, OffsetDateTime.class).toInstant();
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    /** For when the database does not even say that it has given up. Not every driver and pool can. */
    private int limitNetwork(int millis) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLException | LinkageError e) {
            return UNKNOWN;
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                if (isInTransaction) {
                    connection.rollback();
                }
                if (isInTransaction == commitsItself) {
                    connection.setAutoCommit(commitsItself);
                }
                if (networkMillis != UNKNOWN) {
                    connection.setNetworkTimeout(Runnable::run, networkMillis);
                }
            }
        }
    }
}
