package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.function.Supplier;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.internal.context.ContextCapture;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.sink.SinkDelivery;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.rest.StreamTickets;
import org.cqrsjakarta.spi.Time;

/**
 * What an application has more where Jakarta REST is. Nobody touches it elsewhere, so that no class is missed.
 *
 * @param mediator the mediator that delivers
 * @param tickets  for streams that a client opens without saying who it is
 * @param delivery what all delivered streams share
 */
record RestSide(SseMediator mediator, StreamTickets tickets, DeliveryContext delivery) {

    /** Whether this application has Jakarta REST. */
    static boolean isThere() {
        try {
            Class.forName("jakarta.ws.rs.container.AsyncResponse", false, RestSide.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    /** Has the container know them. */
    static void addBeans(AfterBeanDiscovery discovery, Supplier<RestSide> side) {
        discovery
                .addBean()
                .types(SseMediator.class, StreamingMediator.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> side.get().mediator());
        discovery
                .addBean()
                .types(StreamTickets.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> side.get().tickets());
    }

    static RestSide of(
            StreamingMediator mediator,
            HandlerTable streams,
            ContextCapture contexts,
            DeliveryContext delivery,
            LiveResponses responses) {
        SseDelivery sse = new SseDelivery(delivery, responses);
        return new RestSide(
                new DeliveringMediator(mediator, streams, contexts, sse, new SinkDelivery(delivery)),
                new ApplicationTickets(streams, contexts, sse),
                delivery);
    }

    /** Lets delivered streams end, bounded by this clock. */
    void stop(Time clock) {
        delivery.stop(clock);
    }
}
