package org.cqrsjakarta.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A connection of the pool while it is ours: each statement is a transaction, and has an end. Goes back as it came. */
final class Session implements AutoCloseable {

    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final int timeoutSeconds;
    private final boolean commitsItself;
    private final int networkMillis;

    Session(DataSource source, Duration timeout) throws SQLException {
        connection = source.getConnection();
        timeoutSeconds = Math.toIntExact(timeout.plusMillis(999).toSeconds());
        networkMillis = limitNetwork(Math.toIntExact(timeout.toMillis()) + 1_000);
        commitsItself = connection.getAutoCommit();
        if (!commitsItself) {
            connection.setAutoCommit(true);
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(timeoutSeconds);
        return statement;
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
                if (!commitsItself) {
                    connection.setAutoCommit(false);
                }
                if (networkMillis != UNKNOWN) {
                    connection.setNetworkTimeout(Runnable::run, networkMillis);
                }
            }
        }
    }
}
