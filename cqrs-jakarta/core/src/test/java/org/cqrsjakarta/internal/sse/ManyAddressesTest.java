package org.cqrsjakarta.internal.sse;

import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;

/** One client of IPv6 has 2^64 addresses, and is one owner all the same. */
class ManyAddressesTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.keeping(256, 3));
    private final Feed live = harness.feed().give(1);
    private final Chain<Object> chain = harness.chain(live);

    private Client connect(String address, String lastEventId) {
        new Caller(null, lastEventId, false, null, address).enter();
        return new Client()
                .answeredBy(response -> harness.sse.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, response));
    }

    private Client held(String address) {
        Client client = connect(address, null);
        client.await(".1\n");
        client.leave();
        live.give("more");
        client.awaitEnd();
        return client;
    }

    @Test
    void whoChangesItsAddressWithinItsNetworkTakesNothingFromOthers() {
        Client patient = held("203.0.113.1");
        for (int i = 1; i <= 10; i++) {
            held("2001:db8:0:1:0:0:0:" + i);
        }
        connect("203.0.113.1", patient.lastId()).await("\"from\":\"journal\"");
    }
}
