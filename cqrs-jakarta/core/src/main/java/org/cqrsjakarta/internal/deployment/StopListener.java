package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Stops streams when the web application ends. Some containers end the application context later than that, when the
 * server has taken its responses back.
 */
final class StopListener implements ServletContextListener {

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        CqrsExtension extension;
        try {
            extension = CDI.current().getBeanManager().getExtension(CqrsExtension.class);
        } catch (IllegalStateException | IllegalArgumentException none) {
            // No CDI here, or none any more, or without the library; then nothing runs, or the application context's
            // end
            // has stopped it.
            DeploymentLog.LOG.debug("A web application ends without an extension to be told", none);
            return;
        }
        extension.stop();
    }
}
