package org.cqrsjakarta.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.StoredName;
import org.jspecify.annotations.Nullable;

/** The table {@code cqrs_circuit}, in SQL that H2 and PostgreSQL both understand. */
final class CircuitTable {

    /** Names are ASCII, keys are digests of a length that fits into any index. */
    static final String DDL = "CREATE TABLE IF NOT EXISTS cqrs_circuit (namespace CHARACTER(22) NOT NULL,"
            + " circuit CHARACTER(22) NOT NULL, name CHARACTER VARYING NOT NULL, generation BIGINT NOT NULL,"
            + " ledger CHARACTER VARYING NOT NULL, version BIGINT NOT NULL, expires BIGINT NOT NULL,"
            + " PRIMARY KEY (namespace, circuit))";

    private static final String READ = "SELECT t.version, t.ledger, CURRENT_TIMESTAMP FROM (SELECT 1 AS one) always"
            + " LEFT JOIN cqrs_circuit t ON t.namespace = ? AND t.circuit = ?";
    private static final String UPDATE = "UPDATE cqrs_circuit SET generation = ?, ledger = ?, expires = ?,"
            + " version = version + 1 WHERE namespace = ? AND circuit = ? AND version = ?";
    private static final String INSERT = "INSERT INTO cqrs_circuit"
            + " (generation, ledger, expires, namespace, circuit, name, version) VALUES (?, ?, ?, ?, ?, ?, 0)";
    private static final String CLEAN = "DELETE FROM cqrs_circuit WHERE expires < ?";
    private static final String GENERATIONS = "SELECT name, generation FROM cqrs_circuit WHERE namespace = ?";

    private CircuitTable() {}

    /**
     * A row as it was read.
     *
     * @param version that it must still have when it is written; {@code null} if there is no row
     * @param ledger  {@code null} if there is no row
     * @param micros  the database's clock
     */
    record Row(@Nullable Long version, @Nullable String ledger, long micros) {}

    static Row read(Session session, Circuit circuit) throws SQLException {
        try (PreparedStatement statement = session.prepare(READ)) {
            statement.setString(1, StoredName.digest(circuit.namespace()));
            statement.setString(2, StoredName.digest(circuit.name()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long version = row.getLong(1);
                boolean isThere = !row.wasNull();
                return new Row(isThere ? version : null, row.getString(2), Session.micros(row, 3));
            }
        }
    }

    /**
     * Writes a row if nobody has meanwhile.
     *
     * @return whether it is written
     */
    static boolean write(Session session, Circuit circuit, Row read, long generation, String ledger, long expiresMicros)
            throws SQLException {
        try (PreparedStatement statement = session.prepare(read.version == null ? INSERT : UPDATE)) {
            statement.setLong(1, generation);
            statement.setString(2, ledger);
            statement.setLong(3, expiresMicros);
            statement.setString(4, StoredName.digest(circuit.namespace()));
            statement.setString(5, StoredName.digest(circuit.name()));
            if (read.version == null) {
                statement.setString(6, StoredName.escaped(circuit.name()));
            } else {
                statement.setLong(6, read.version);
            }
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (Database.isLost(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Forgets what nobody has asked for since it has expired. */
    static void clean(Session session, long nowMicros) throws SQLException {
        try (PreparedStatement statement = session.prepare(CLEAN)) {
            statement.setLong(1, nowMicros);
            statement.executeUpdate();
        }
    }

    /** The circuits of a namespace, by name. */
    static Map<String, Long> generations(Session session, String namespace) throws SQLException {
        Map<String, Long> generations = new HashMap<>();
        try (PreparedStatement statement = session.prepare(GENERATIONS)) {
            statement.setString(1, StoredName.digest(namespace));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    generations.put(StoredName.unescaped(rows.getString(1)), rows.getLong(2));
                }
            }
        }
        return generations;
    }
}
