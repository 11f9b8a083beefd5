package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.cqrsjakarta.internal.config.BadProperty;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.cqrsjakarta.internal.delivery.StreamRefusedMapper;
import org.cqrsjakarta.internal.delivery.UnknownRequestMapper;
import org.cqrsjakarta.internal.sink.EncodedEventWriter;
import org.cqrsjakarta.internal.wire.CallerFilter;
import org.cqrsjakarta.internal.wire.LastEventIdParameter;
import org.cqrsjakarta.internal.wire.StraightOut;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What delivery needs of Jakarta REST.
 *
 * <p>Has Jersey write what it is given at once: it would hold back the first 8 KB of every response to find out its
 * length. Other implementations pass over that property.
 */
public final class DeliveryFeature implements Feature {

    private static final String BUFFER = "jersey.config.server.contentLength.buffer";

    @Override
    public boolean configure(FeatureContext context) {
        context.property(BUFFER, 0);
        // A value that is not right has ended the deployment before.
        var reader = new PropertyReader(ConfigProvider.getConfig(), BadProperty.SAID_ELSEWHERE);
        context.register(new EncodedEventWriter());
        StraightOut.registerIn(context);
        context.register(new UnknownRequestMapper());
        context.register(new StreamRefusedMapper());
        context.register(StreamsResource.class);
        // Last: where any of these lacks a class, nobody is known, and nothing is delivered.
        context.register(new CallerFilter(LastEventIdParameter.from(reader)));
        return true;
    }
}
