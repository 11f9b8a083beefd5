package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Has Jersey write what it is given at once: it would hold back the first 8 KB of every response to find out its
 * length. Found through {@code META-INF/services} (Jakarta REST 3.1, chapter 4.1.1); other implementations pass over
 * the property.
 */
public final class UnbufferedResponses implements Feature {

    private static final String BUFFER = "jersey.config.server.contentLength.buffer";

    @Override
    public boolean configure(FeatureContext context) {
        context.property(BUFFER, 0);
        return true;
    }
}
