package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.spi.ItemEncoder;
import org.junit.jupiter.api.Test;

/** The same encoder serves all streams, also those that begin while it is being made. */
class OneEncoderTest {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final CountDownLatch TWO = new CountDownLatch(2);

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Numbers implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(1);
        }
    }

    /** Of no scope. */
    static class Counting implements ItemEncoder {

        private final int number = MADE.incrementAndGet();

        Counting() throws InterruptedException {
            TWO.countDown();
            var unused = TWO.await(2, TimeUnit.SECONDS);
        }

        @Override
        public String encode(Object item) {
            return "\"by encoder " + number + "\"";
        }
    }

    @Test
    void twoStreamsThatBeginAtOnceHaveTheSameOne() {
        try (Deployed app = Deployed.with(Numbers.class, Counting.class)) {
            Callers.begin();
            Client one = new Client().answeredBy(response -> app.mediator().deliver(new Ask(), response));
            Callers.begin();
            Client other = new Client().answeredBy(response -> app.mediator().deliver(new Ask(), response));
            one.awaitEnd();
            other.awaitEnd();
            assertThat(one.items()).isEqualTo(other.items());
            assertThat(MADE).hasValue(1);
        }
    }
}
