package org.cqrsjakarta.internal.inspector;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;

/**
 * The web application that is being inspected. CDI is asked for it, and not the resource injected with it: where there are
 * no servlets, a resource with such a field could not even be read.
 *
 * @param name   its path on the server without the slash; {@code /} at the root, or where there are no servlets
 * @param server the server, with its version; {@code unknown} where there are no servlets
 */
record ServedApplication(String name, String server) {

    private static final ServedApplication UNKNOWN = new ServedApplication("/", "unknown");

    /** That on whose behalf this thread runs. */
    static ServedApplication current() {
        try {
            return of(CDI.current().select(ServletContext.class).get());
        } catch (IllegalStateException | IllegalArgumentException | LinkageError none) {
            InspectorLog.LOG.debug("No web application is known here", none);
            return UNKNOWN;
        }
    }

    private static ServedApplication of(ServletContext context) {
        String path = context.getContextPath();
        return new ServedApplication(path.isEmpty() ? "/" : path.substring(1), context.getServerInfo());
    }
}
