package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * What delivery needs of Jakarta REST. Found through {@code META-INF/services} (Jakarta REST 3.1, chapter 4.1.1).
 *
 * <p>Has Jersey write what it is given at once: it would hold back the first 8 KB of every response to find out its
 * length. Other implementations pass over that property.
 */
public final class DeliveryFeature implements Feature {

    private static final String BUFFER = "jersey.config.server.contentLength.buffer";

    @Override
    public boolean configure(FeatureContext context) {
        context.property(BUFFER, 0);
        context.register(new CallerFilter());
        return true;
    }
}
