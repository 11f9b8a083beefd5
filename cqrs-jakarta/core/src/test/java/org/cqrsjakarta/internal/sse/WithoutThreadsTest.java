package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.sink.FakeSink;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;

/** What becomes of a stream when no thread can be started, as without memory: nothing stays behind. */
class WithoutThreadsTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.usual(), this::start);
    private final Feed live = harness.feed();
    private final Chain<Object> chain = harness.chain(live);

    private volatile String lacking = "none";

    private Thread start(String name, Runnable task) {
        if (name.startsWith(lacking)) {
            throw new OutOfMemoryError("no thread " + name);
        }
        return Threads.VIRTUAL.start(name, task);
    }

    private void lackingThread(String beginning) {
        lacking = beginning;
    }

    private void assertNothingStays() {
        harness.turnUntil(Rules.WINDOW, harness::isIdle, () -> "no place is taken");
        assertThat(harness.held()).isEmpty();
    }

    @Test
    void aStreamWithoutItsThreadFails() {
        lackingThread("cqrs-stream-");
        Client client = harness.connect(chain);
        client.await("event: failure");
        client.awaitEnd();
        assertThatThrownBy(() -> client.result.toCompletableFuture().join()).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(client.text()).doesNotContain("no thread");
        assertThat(harness.opened).hasValue(0);
        assertNothingStays();
    }

    @Test
    void soDoesOneThatGoesToASink() {
        lackingThread("cqrs-stream-");
        FakeSink sink = harness.deliver(chain, null, null, new FakeSink(FakeSink.Kind.AT_ONCE));
        assertThatThrownBy(() -> sink.result.toCompletableFuture().join()).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(sink.isClosed()).isTrue();
        assertNothingStays();
    }

    @Test
    void aResponseWithoutItsThreadOpensNothing() {
        lackingThread("cqrs-response-");
        assertThatThrownBy(() -> harness.connect(chain)).isInstanceOf(OutOfMemoryError.class);
        assertThat(harness.opened).hasValue(0);
        assertNothingStays();
    }

    @Test
    void handlersAreReleasedByWhoeverFindsThatTheyAreToBe() {
        Client client = harness.connect(chain);
        live.give(1);
        client.await("id: s1.1\n\n");
        client.leave();
        live.give(2);
        until(client::responseIsOver, () -> "the client is gone");
        lackingThread("cqrs-leave-");
        assertNothingStays();
        assertThat(harness.closed).hasValue(1);
    }

    @Test
    void aStreamIsEndedForItsClient() {
        Client client = harness.connect(chain);
        live.give(1);
        client.await("id: s1.1\n\n");
        lackingThread("cqrs-leave-");
        new Caller(null, null, false, null, null).enter();
        assertThat(harness.sse.stop("s1")).isTrue();
        client.awaitEnd();
        assertThat(harness.closed).hasValue(1);
        assertNothingStays();
    }

    @Test
    void theApplicationStops() {
        Client client = harness.connect(chain, Ask.USUAL, null, null, new Client());
        live.give(1);
        client.await("id: s1.1\n\n");
        lackingThread("cqrs-");
        var stopping = harness.stop();
        client.await(": the application stops\n");
        live.end();
        stopping.join();
        client.await("event: complete");
    }
}
