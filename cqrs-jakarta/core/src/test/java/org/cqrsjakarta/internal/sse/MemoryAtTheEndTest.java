package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.Test;

/** There is no memory for the stream's own thread when it comes to tell of its end: where it asks until when it is held. */
class MemoryAtTheEndTest {

    private final SystemTime machine = new SystemTime();
    private volatile boolean isExhausted;

    private final Time time = new Time() {
        @Override
        public long nanos() {
            if (isExhausted && isAskedUntilWhen()) {
                throw new OutOfMemoryError("by a test");
            }
            return machine.nanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            return machine.schedule(delay, task);
        }
    };

    private boolean isAskedUntilWhen() {
        return Thread.currentThread().getName().startsWith("cqrs-stream-")
                && StackWalker.getInstance()
                        .walk(all -> all.anyMatch(frame -> frame.getMethodName().equals("heldUntil")));
    }

    @Test
    void aResponseWhoseStreamIsOverEndsAllTheSame() {
        StreamEngine engine = new StreamEngine(
                time,
                Threads.VIRTUAL,
                new Random(1),
                event -> {},
                new EventTurns(event -> {}, 1),
                new OpenRuns(),
                () -> "s1");
        DeliveryContext delivery =
                DeliveryContext.of(engine, Rules.usual(), () -> LineEncoder.of(Object::toString), new Random(1));
        LiveResponses responses =
                new LiveResponses(machine, Threads.VIRTUAL, delivery.rules().responses());
        SseDelivery sse = new SseDelivery(delivery, responses);
        Chain<Object> chain = MachineDelivery.of(() -> Stream.<Object>of(1).onClose(() -> isExhausted = true));
        Callers.begin();
        Client client =
                new Client().answeredBy(response -> sse.deliver(chain, "request", StreamContext.ENCLOSING, response));
        try {
            client.await("data: 1\n");
            until(() -> delivery.registry().openStreams() == 0, () -> "nothing of the stream runs any more");
            client.awaitEnd();
            assertThat(client.text()).contains("data: 1\n");
        } finally {
            isExhausted = false;
            responses.stop(machine);
            machine.close();
        }
    }
}
