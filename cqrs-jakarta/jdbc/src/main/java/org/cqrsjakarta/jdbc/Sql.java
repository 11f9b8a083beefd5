package org.cqrsjakarta.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement with its values, for one use. */
final class Sql {

    private final String text;
    private final Object[] values;

    Sql(String text, Object... values) {
        this.text = text;
        this.values = values;
    }

    /** Something of a row. */
    interface Column<T> {

        T of(ResultSet row) throws SQLException;
    }

    /** How many rows it has changed. */
    int run(Session session) throws SQLException {
        try (PreparedStatement statement = session.prepare(text)) {
            set(statement);
            return statement.executeUpdate();
        }
    }

    /** Something of each row, in their order. */
    <T> List<T> rows(Session session, Column<T> column) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = session.prepare(text)) {
            set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(column.of(rows));
                }
            }
        }
        return found;
    }

    private void set(PreparedStatement statement) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
    }
}
