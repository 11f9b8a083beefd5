package org.cqrsjakarta.demo.catalogue;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.StreamQuakes;
import org.cqrsjakarta.demo.geojson.RecordedWeek;
import org.cqrsjakarta.demo.settings.Settings;

/** The database that the fallback reads: filled from the recorded week when the application starts. */
@ApplicationScoped
public class Catalogue {

    private final Settings settings;
    private final DataSource dataSource;

    /**
     * Called by CDI, on a thread of the deployment: elsewhere names below {@code java:app} may mean nothing.
     *
     * @param settings name of the data source
     * @throws NamingException when there is no such data source
     */
    @Inject
    @SuppressWarnings("BanJNDI") // The name comes from whoever runs the server, never from a user.
    public Catalogue(Settings settings) throws NamingException {
        this.settings = settings;
        this.dataSource = InitialContext.doLookup(settings.dataSource());
    }

    /** For the proxy that CDI puts before this bean. */
    @SuppressWarnings("NullAway")
    protected Catalogue() {
        this.settings = null;
        this.dataSource = null;
    }

    /**
     * Fills the database, if it is empty, and reads from it once, so that a catalogue that cannot be read is known now
     * and not when the feed fails. Called once, before anything else.
     *
     * <p>The reading serves GlassFish 8 as well: it keeps the pool of an undeployed application for the next one of the
     * same name, and with it the driver's classes, of which only those that were used by then are still there.
     *
     * @throws SQLException as the database threw it; then nothing was inserted
     * @throws IOException  when the recorded week cannot be read
     */
    public void fill() throws SQLException, IOException {
        try (var week = RecordedWeek.open()) {
            CatalogueFiller.fill(dataSource, week);
        }
        try (var quakes = read(StreamQuakes.all(), 0)) {
            if (quakes.findFirst().isEmpty()) {
                throw new SQLException("the table 'quakes' is empty after it was filled");
            }
        }
    }

    /** The embedded database would outlive the application: nobody else knows that it is there. */
    @PreDestroy
    void shutDown() {
        if (settings.dataSource().equals(Settings.EMBEDDED)) {
            try {
                EmbeddedDatabase.shutDown();
            } catch (SQLException e) {
                System.getLogger(Catalogue.class.getName())
                        .log(Level.WARNING, "The embedded database cannot be shut down", e);
            }
        }
    }

    /**
     * Reads, from any thread.
     *
     * @param request what to read
     * @param known   how many of its quakes somebody has already, who need not wait for those
     * @return the quakes, newest last, at the catalogue's pace; to be closed
     * @throws SQLException as the database threw it
     */
    public Stream<Quake> read(StreamQuakes request, long known) throws SQLException {
        return QuakeRows.stream(QuakeCursor.open(dataSource, request), Pace.of(settings.catalogueRate(), known));
    }
}
