package org.cqrsjakarta.demo.deployment;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.cqrsjakarta.demo.catalogue.Catalogue;
import org.cqrsjakarta.demo.catalogue.EmbeddedDatabase;
import org.cqrsjakarta.demo.feed.Feed;
import org.cqrsjakarta.demo.settings.Settings;

/**
 * Starts the feed and fills the catalogue when the application is deployed, so that whatever is wrong with them is said
 * then and not at the first request. They end by themselves, with the application scope.
 */
@WebListener
@DataSourceDefinition(
        name = Settings.EMBEDDED,
        className = "org.h2.jdbcx.JdbcDataSource",
        url = EmbeddedDatabase.URL,
        user = EmbeddedDatabase.USER,
        password = "",
        minPoolSize = 0,
        initialPoolSize = 0,
        maxPoolSize = 200)
public class Startup implements ServletContextListener {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Feed feed;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Catalogue catalogue;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            feed.start();
            catalogue.fill();
        } catch (IOException | SQLException e) {
            throw new DeploymentException("The demo cannot start: " + e.getMessage(), e);
        }
        System.getLogger(Startup.class.getName()).log(Level.INFO, "Live quakes come from {0}", feed.url());
    }
}
