package org.cqrsjakarta.it.redeployment;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * Makes up for GlassFish 8.0.0, whose MicroProfile Config keeps the configuration of each application that was ever
 * deployed, in a static map with the class loader as key, and whose {@code releaseConfig} does not find it.
 */
@WebListener
public class ReleaseConfig implements ServletContextListener {

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        ConfigProviderResolver configs = ConfigProviderResolver.instance();
        // It compares with what it wraps itself, so that the one from getConfig() is never found.
        Config known = configs.getBuilder().build();
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        configs.registerConfig(known, application);
        configs.releaseConfig(known);
    }
}
