package org.cqrsjakarta.internal.sink;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.ServerThread;
import org.cqrsjakarta.rest.StreamRefusedException;
import org.cqrsjakarta.rest.StreamSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many streams there may be beside each other, in sinks and responses, and what the end of the application means. */
class SinkBoundsTest {

    private DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private Feed live = harness.feed();
    private Chain<Object> chain = harness.chain(live);

    private void with(DeliveryRules rules) {
        harness = new DeliveryHarness(rules);
        live = harness.feed();
        chain = harness.chain(live);
    }

    private FakeSink deliverTo(String user) {
        return deliverTo(user, FakeSink.Kind.AT_ONCE);
    }

    private FakeSink deliverTo(String user, FakeSink.Kind kind) {
        return harness.deliver(chain, user, null, new FakeSink(kind));
    }

    private static void assertRefused(FakeSink sink, String message) {
        assertThat(sink.closings).as("before the call returns").hasValue(1);
        assertThat(sink.frames()).isEmpty();
        assertThatThrownBy(() -> sink.result
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .hasCauseInstanceOf(StreamRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void sinksAndResponsesCountTogether() {
        with(Rules.allowing(2, 100));
        FakeSink sink = deliverTo(null);
        Client client = harness.connect(chain);
        assertRefused(deliverTo(null), "CQRS00450: 2 streams are open");
        assertThat(harness.connect(chain).response().getStatus()).isEqualTo(503);
        live.give(1).end();
        sink.awaitClosed();
        client.awaitEnd();
        // Both have been told of the end, so there is room again.
        deliverTo(null).awaitClosed();
        assertThat(harness.opened.get()).isEqualTo(3);
    }

    @Test
    void soDoThoseOfAUser() {
        with(Rules.allowing(100, 2));
        FakeSink sink = deliverTo("alice");
        Client client = harness.connect(chain, Ask.USUAL, "alice", null, new Client());
        assertRefused(deliverTo("alice"), "CQRS00451: The caller has 2 streams open");
        deliverTo("bob");
        deliverTo(null);
        live.end();
        sink.awaitClosed();
        client.awaitEnd();
    }

    @Test
    void whenTheApplicationStopsClientsAreToldAndMayReadToTheEnd() throws Exception {
        FakeSink sink = deliverTo(null);
        live.give(1);
        sink.await("id: s1.1");
        CompletableFuture<Void> stopping = harness.stop();
        sink.await(": the application stops\n\n");
        assertRefused(deliverTo(null), "CQRS00452: The application stops");
        assertThat(stopping).isNotDone();
        live.give(2).end();
        sink.awaitClosed();
        stopping.get(20, TimeUnit.SECONDS);
        assertThat(sink.items()).containsExactly("1", "2");
        assertThat(sink.text()).contains("event: complete");
        assertThat(harness.outcomes).containsExactly(Outcome.SUCCEEDED);
        until(harness::isIdle, () -> "nothing remains");
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNotEndedInTimeIsClosed(FakeSink.Kind kind) throws Exception {
        live.give(1);
        FakeSink sink = deliverTo(null, kind);
        sink.awaitSent(1);
        CompletableFuture<Void> stopping = harness.stop();
        until(() -> harness.time.waiting() == 2, () -> "the stop waits, too");
        harness.turn(Rules.DRAIN.minus(ofMillis(10)));
        assertThat(stopping).isNotDone();
        harness.turn(ofMillis(10));
        stopping.get(20, TimeUnit.SECONDS);
        sink.awaitClosed();
        assertThat(sink.text()).doesNotContain("complete").doesNotContain("failure");
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        assertThat(harness.outcomes).containsExactly(Outcome.IGNORED);
        until(harness::isIdle, () -> "nothing remains");
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
    }

    @Test
    void whatWaitsForTheServersThreadIsClosedWithoutHavingRun() throws Exception {
        ServerThread.enter();
        FakeSink sink;
        try {
            sink = deliverTo(null);
            CompletableFuture<Void> stopping = harness.stop();
            until(() -> harness.time.waiting() == 1, () -> "the stop waits");
            harness.turn(Rules.DRAIN);
            stopping.get(20, TimeUnit.SECONDS);
            sink.awaitClosed();
        } finally {
            ServerThread.leave();
        }
        assertThat(sink.result.toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(new StreamSummary("s1", 0, List.of(), false));
        assertThat(harness.opened).hasValue(0);
        assertThat(sink.frames()).isEmpty();
        assertThat(harness.isIdle()).isTrue();
    }

    @Test
    void aRequestThatNobodyHandlesClosesTheSinkAndSaysWhy() {
        FakeSink sink = new FakeSink(FakeSink.Kind.AT_ONCE);
        UnknownRequestException reason = new UnknownRequestException("nobody handles it");
        sink.result = harness.sinks.refuse(reason, sink);
        assertThat(sink.closings).hasValue(1);
        assertThat(sink.frames()).isEmpty();
        assertThat(sink.result.toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> sink.result.toCompletableFuture().join()).hasCause(reason);
    }

    @Test
    void aSinkWhoseClientIsGoneWhenTheApplicationStopsIsLeftAtOnce() throws Exception {
        FakeSink sink = deliverTo("alice");
        live.give(1);
        until(() -> sink.frames().size() == 1, () -> "an item: " + sink.frames());
        sink.refuse(new IllegalStateException("gone"));
        CompletableFuture<Void> stopping = harness.stop();
        // Without the time that streams have to end.
        stopping.get(20, TimeUnit.SECONDS);
        assertThat(harness.outcomes).containsExactly(Outcome.IGNORED);
        assertThat(harness.closed).hasValue(1);
    }
}
