package org.cqrsjakarta.demo.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.geojson.QuakeReader;

/** Puts quakes into a database that has none yet. */
final class CatalogueFiller {

    private static final int BATCH = 200;

    private static final String TABLE = "CREATE TABLE quakes (id VARCHAR(40) PRIMARY KEY, occurred BIGINT NOT NULL,"
            + " magnitude DOUBLE PRECISION NOT NULL, place VARCHAR(200) NOT NULL, longitude DOUBLE PRECISION NOT NULL,"
            + " latitude DOUBLE PRECISION NOT NULL, depth_km DOUBLE PRECISION NOT NULL)";

    /** Without it the database would have to read and sort all rows before it returns the first one. */
    private static final String INDEX = "CREATE INDEX quakes_occurred ON quakes (occurred)";

    private static final String INSERT =
            "INSERT INTO quakes (id, occurred, magnitude, place, longitude, latitude, depth_km) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private CatalogueFiller() {}

    /**
     * Creates the table if there is none, and fills it if it is empty: all quakes or, at a failure, none.
     *
     * @param dataSource the database
     * @param geoJson    the quakes, read as they are inserted
     */
    static void fill(DataSource dataSource, InputStream geoJson) throws SQLException, IOException {
        try (var connection = dataSource.getConnection()) {
            createTable(connection);
            if (isEmpty(connection)) {
                insertAll(connection, geoJson);
            }
        }
    }

    private static void createTable(Connection connection) throws SQLException {
        try {
            isEmpty(connection);
        } catch (SQLException missing) {
            try (var statement = connection.createStatement()) {
                statement.execute(TABLE);
                statement.execute(INDEX);
            } catch (SQLException e) {
                e.addSuppressed(missing);
                throw e;
            }
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT COUNT(*) FROM quakes")) {
            count.next();
            return count.getInt(1) == 0;
        }
    }

    private static void insertAll(Connection connection, InputStream geoJson) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var insert = connection.prepareStatement(INSERT)) {
            var reader = new QuakeReader(geoJson, "the recorded week", Quake.CATALOGUE);
            int pending = 0;
            for (var quake = reader.next(); quake != null; quake = reader.next()) {
                add(insert, quake);
                if (++pending % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void add(PreparedStatement insert, Quake quake) throws SQLException {
        insert.setString(1, quake.id());
        insert.setLong(2, quake.time().toEpochMilli());
        insert.setDouble(3, quake.magnitude());
        insert.setString(4, quake.place());
        insert.setDouble(5, quake.longitude());
        insert.setDouble(6, quake.latitude());
        insert.setDouble(7, quake.depthKm());
        insert.addBatch();
    }
}
