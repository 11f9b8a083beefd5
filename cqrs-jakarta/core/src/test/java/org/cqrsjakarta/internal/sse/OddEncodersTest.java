package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.spi.ItemEncoder;
import org.junit.jupiter.api.Test;

/** Encoders that leave something behind. */
class OddEncodersTest {

    /** Items that the handler gives on a thread that is interrupted. */
    private final List<Object> interrupted = new CopyOnWriteArrayList<>();

    private final Chain<Object> chain =
            MachineDelivery.of(() -> Stream.of((Object) 1, 2, 3).peek(item -> {
                if (Thread.currentThread().isInterrupted()) {
                    interrupted.add(item);
                }
            }));

    private void deliverBy(ItemEncoder encoder) {
        try (var machine = new MachineDelivery(Rules.withoutHolding(), encoder, event -> {})) {
            new Caller(null, null, false, null, null).enter();
            var response = new FakeResponse(OutputStream.nullOutputStream(), false);
            AtomicBoolean over = new AtomicBoolean();
            var unused = machine.sse
                    .deliver(chain, "request", StreamContext.ENCLOSING, response)
                    .whenComplete((summary, failure) -> over.set(true));
            until(over::get, () -> "the end of the response");
            until(machine::isIdle, () -> "the end of the stream");
        }
    }

    @Test
    void anInterruptThatAnEncoderLeavesReachesNoHandler() {
        deliverBy(item -> {
            Thread.currentThread().interrupt();
            return "1";
        });
        assertThat(interrupted).isEmpty();
    }
}
