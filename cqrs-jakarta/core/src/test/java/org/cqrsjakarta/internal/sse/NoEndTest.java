package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.net.URL;
import java.util.Enumeration;
import java.util.Random;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Callers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last event of a stream, where something that it needs cannot be had any more. */
class NoEndTest {

    private final MachineDelivery machine = new MachineDelivery(Rules.withoutHolding(), Object::toString, event -> {});
    private final Client client = new Client();

    @AfterEach
    void close() {
        machine.close();
    }

    private void deliver(DeliveryContext context, Chain<Object> chain) {
        Callers.begin();
        SseDelivery sse = new SseDelivery(context, machine.responses);
        client.answeredBy(response -> sse.deliver(chain, "request", StreamContext.ENCLOSING, response));
    }

    /** As that of an application that is gone: what looks for a provider of JSON-P would look here. */
    private static final class Gone extends ClassLoader {
        @Override
        public Enumeration<URL> getResources(String name) {
            throw new IllegalStateException("this application has been stopped already");
        }
    }

    @Test
    void aClassLoaderThatAHandlerHasLeftBehindIsNotAsked() {
        deliver(
                machine.delivery,
                MachineDelivery.of(() -> Stream.<Object>of(1)
                        .onClose(() -> Thread.currentThread().setContextClassLoader(new Gone()))));
        client.awaitEnd();
        assertThat(client.text()).contains("event: complete\ndata: {\"items\":1,\"steps\":[\"Only\"]}\n");
    }

    /** Where no id of a failure can be had, as without memory. */
    @Test
    void aResponseThatCannotTellOfAFailureEndsAllTheSame() {
        DeliveryContext known = machine.delivery;
        Random none = new Random() {
            @Override
            public long nextLong() {
                throw new OutOfMemoryError("no id");
            }
        };
        deliver(
                new DeliveryContext(
                        known.engine(),
                        known.rules(),
                        known.registry(),
                        known.space(),
                        known.encoder(),
                        none,
                        known.secrets(),
                        null),
                MachineDelivery.of(() -> Stream.<Object>of(1, 2).peek(item -> {
                    if (item.equals(2)) {
                        throw new IllegalStateException("the source is gone");
                    }
                })));
        client.awaitEnd();
        assertThat(client.text()).contains("event: item").doesNotContain("event: failure");
        until(machine::isIdle, () -> "nothing remains");
    }
}
