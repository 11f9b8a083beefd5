package org.cqrsjakarta.demo.catalogue;

import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;

/** The database inside the WAR: in memory, without a server beside it. */
public final class EmbeddedDatabase {

    /**
     * Where it is. {@code DB_CLOSE_DELAY}: it stays between two connections. {@code DB_CLOSE_ON_EXIT}: a hook for the
     * JVM's end would keep the application's class loader alive after the application. {@code LAZY_QUERY_EXECUTION}: H2
     * otherwise holds the whole result before it returns its first row.
     */
    public static final String URL =
            "jdbc:h2:mem:quakes;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;LAZY_QUERY_EXECUTION=1";

    /** Name of its user, who has no password: nobody outside this JVM can reach it. */
    public static final String USER = "sa";

    private EmbeddedDatabase() {}

    /**
     * Ends the database and all its connections. Not through the server's data source: GlassFish keeps that one's pool
     * when the application has ended, and would hand the dead connections to its next deployment.
     */
    static void shutDown() throws SQLException {
        var direct = new JdbcDataSource();
        direct.setURL(URL);
        direct.setUser(USER);
        try (var connection = direct.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }
}
