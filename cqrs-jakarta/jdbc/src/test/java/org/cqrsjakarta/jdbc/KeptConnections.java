package org.cqrsjakarta.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A pool, as small as can be, and an operator that stays: for tests of very many steps. */
final class KeptConnections extends CountingSource implements AutoCloseable {

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Connection operator;

    KeptConnections(String url) {
        super(url);
        try {
            operator = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    synchronized Connection connect() throws SQLException {
        return idle.isEmpty() ? super.connect() : idle.pop();
    }

    @Override
    synchronized void giveBack(Connection connection) {
        idle.push(connection);
    }

    @Override
    void run(String sql) throws SQLException {
        try (var statement = operator.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    void read(String sql, Reading each) {
        try (var statement = operator.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                each.read(row);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            operator.close();
            for (Connection connection : idle) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
