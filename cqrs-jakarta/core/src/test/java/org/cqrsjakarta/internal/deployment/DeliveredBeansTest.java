package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.pauseOfAWhile;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.wire.Callers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delivered stream's own request has created is destroyed when the stream is over, however it is left. */
class DeliveredBeansTest {

    private static final int STREAMS = 200;
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final AtomicInteger GIVEN_BACK = new AtomicInteger();

    record Ask() implements StreamRequest<Integer> {}

    /** As a connection of a pool. */
    @RequestScoped
    static class Connection {

        @PostConstruct
        void open() {
            OPENED.incrementAndGet();
        }

        int read() {
            return 1;
        }

        @PreDestroy
        void giveBack() {
            GIVEN_BACK.incrementAndGet();
        }
    }

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {

        @Inject
        Connection connection;

        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.generate(() -> {
                pauseOfAWhile();
                return connection.read();
            });
        }
    }

    @BeforeEach
    void begin() {
        OPENED.set(0);
        GIVEN_BACK.set(0);
    }

    @Test
    void itIsDestroyedOfEachStreamWhoseClientIsDoneWithIt() {
        try (Deployed app = Deployed.with(Connection.class, Live.class)) {
            for (int i = 0; i < STREAMS; i++) {
                Callers.begin();
                Client client =
                        new Client().answeredBy(response -> app.mediator().deliver(new Ask(), response));
                String id = idOf(client);
                Callers.begin();
                assertThat(app.mediator().stop(id)).isTrue();
                client.awaitEnd();
            }
            assertThat(OPENED).hasValue(STREAMS);
            until(() -> GIVEN_BACK.get() == STREAMS, () -> STREAMS + " given back, and there are " + GIVEN_BACK);
        }
    }

    private static String idOf(Client client) {
        until(() -> client.lastId() != null, () -> "an id");
        return client.lastId().substring(0, client.lastId().lastIndexOf('.'));
    }
}
