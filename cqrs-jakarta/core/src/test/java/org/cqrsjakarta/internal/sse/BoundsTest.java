package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.rest.StreamRefusedException;
import org.junit.jupiter.api.Test;

/** How many streams there may be, and what becomes of them when the application stops. */
class BoundsTest {

    private DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private Feed live = harness.feed();
    private Chain<Object> chain = harness.chain(live);

    private void with(DeliveryRules rules) {
        harness = new DeliveryHarness(rules);
        live = harness.feed();
        chain = harness.chain(live);
    }

    private Client connectAs(String user) {
        return harness.connect(chain, Ask.USUAL, user, null, new Client());
    }

    private static void assertRefused(Client client, int status, String message) {
        assertThat(client.response().getStatus()).isEqualTo(status);
        assertThat(client.response().getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(client.response().getMediaType()).hasToString("application/problem+json");
        assertThat((String) client.response().getEntity()).contains("\"status\":" + status);
        assertThatThrownBy(() -> client.result
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .hasCauseInstanceOf(StreamRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTicketIsNotUsedUpByARefusal() {
        with(Rules.allowing(1, 100));
        Client first = connectAs(null);
        String ticket = harness.issue(chain, Ask.USUAL, "alice");
        assertRefused(harness.redeem(ticket, null), 503, "1 streams are open");
        live.give(1).end();
        first.awaitEnd();
        harness.redeem(ticket, null).await("id: s3.1");
        assertThat(harness.redeem(ticket, null).response().getStatus()).isEqualTo(403);
    }

    @Test
    void whoeverIsToldOfTheEndFindsThePlaceFree() {
        with(Rules.allowing(1, 1));
        CountDownLatch gate = new CountDownLatch(1);
        new Caller("alice", null, false, null, null).enter();
        Client first = new Client()
                .answeredBy(response -> harness.sse.deliver(chain, Ask.USUAL, new EndsLast(gate), response));
        live.give(1).end();
        first.awaitEnd();
        Client second = connectAs("alice");
        second.awaitEnd();
        assertThat(second.items()).containsExactly("1");
        CompletableFuture<Long> gateWhenStopped = harness.stop().thenApply(stopped -> gate.getCount());
        harness.turn(Rules.DRAIN);
        gate.countDown();
        assertThat(gateWhenStopped.orTimeout(20, TimeUnit.SECONDS).join())
                .as("the stop waits for the first one's contexts")
                .isZero();
        assertThat(harness.isIdle()).isTrue();
    }

    /** Contexts of which the thread of the stream, which ends them for itself as the last one, takes its time to get out. */
    private static final class EndsLast implements StreamContext {

        private final CountDownLatch gate;
        private final AtomicInteger ends = new AtomicInteger();

        EndsLast(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public <T> T call(Supplier<T> section) {
            return section.get();
        }

        @Override
        public StreamContext another() {
            return this;
        }

        @Override
        public void end() {
            if (ends.incrementAndGet() == 2) {
                DeliveryHarness.awaitDeaf(gate);
            }
        }
    }

    @Test
    void aTicketThatWasRefusedLivesNoLonger() {
        with(Rules.allowing(1, 100));
        Client first = connectAs(null);
        String ticket = harness.issue(chain, Ask.USUAL, "alice");
        harness.turn(Rules.TICKET_LIFE.minus(ofMillis(1)));
        assertRefused(harness.redeem(ticket, null), 503, "1 streams are open");
        harness.turn(ofMillis(1));
        live.give(1).end();
        first.awaitEnd();
        assertThat(harness.redeem(ticket, null).response().getStatus()).isEqualTo(403);
    }

    @Test
    void whoAsksForTheHeadersAloneGetsThemAndOpensNothing() {
        Client client = harness.askForHead(chain);
        assertThat(client.response().getStatus()).isEqualTo(200);
        assertThat(client.response().getMediaType()).hasToString("text/event-stream");
        assertThat(client.response().hasEntity()).isFalse();
        assertThat(harness.opened).hasValue(0);
        assertThat(harness.isIdle()).isTrue();
    }

    @Test
    void oneStreamMoreThanAllowedIsRefusedUntilOneEnds() {
        with(Rules.allowing(2, 100));
        Client first = connectAs(null);
        Client second = connectAs("alice");
        assertRefused(connectAs(null), 503, "CQRS00450: 2 streams are open");
        assertRefused(connectAs("alice"), 503, "cqrs.sse.max-streams");
        live.give(1).end();
        first.awaitEnd();
        second.awaitEnd();
        Client third = connectAs(null);
        third.awaitEnd();
        assertThat(third.items()).containsExactly("1");
        assertThat(harness.opened).as("handlers: none for those refused").hasValue(3);
    }

    @Test
    void oneStreamMoreThanAllowedForAUserIsRefusedAndNobodyElseIs() {
        with(Rules.allowing(100, 2));
        Client one = connectAs("alice");
        connectAs("alice");
        assertRefused(connectAs("alice"), 429, "CQRS00451: The caller has 2 streams open");
        assertThat(connectAs("bob").response().getStatus()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(connectAs(null).response().getStatus())
                    .as("nobody in particular")
                    .isEqualTo(200);
        }
        live.end();
        one.awaitEnd();
        until(() -> connectAs("alice").response().getStatus() == 200, () -> "alice may come again");
    }

    @Test
    void aStreamThatIsHeldCountsAndItsClientMayComeBack() {
        with(Rules.allowing(1, 1));
        Client client = connectAs("alice");
        live.give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2);
        client.awaitEnd();
        assertRefused(connectAs("bob"), 503, "1 streams are open");
        Client again = harness.connect(chain, Ask.USUAL, "alice", "s1.1", new Client());
        again.await("id: s1.2");
    }

    @Test
    void aStreamCountsUntilItsHandlerIsOutWhetherOrNotAnybodyWantsIt() {
        with(Rules.allowing(1, 100));
        CountDownLatch gate = new CountDownLatch(1);
        live.hanging(gate);
        Client client = connectAs("alice");
        until(() -> harness.opened.get() == 1, () -> "the handler runs");
        new Caller("alice", null, false, null, null).enter();
        assertThat(harness.sse.stop("s1")).isTrue();
        client.awaitEnd();
        // Nobody waits for it any more, and it is closed beside its stream.
        harness.turnUntil(ofMillis(100), () -> harness.closed.get() == 1, () -> "it is left behind");
        assertRefused(connectAs("bob"), 503, "1 streams are open");
        gate.countDown();
        until(() -> connectAs("bob").response().getStatus() == 200, () -> "bob may come");
    }

    @Test
    void whenTheApplicationStopsClientsAreToldAndMayReadToTheEnd() throws Exception {
        Client client = connectAs(null);
        live.give(1);
        client.await("id: s1.1");
        CompletableFuture<Void> stopping = harness.stop();
        client.await(": the application stops\nretry: 5000\n");
        assertRefused(connectAs(null), 503, "CQRS00452: The application stops");
        assertThat(stopping).isNotDone();
        live.give(2).end();
        client.awaitEnd();
        stopping.get(20, TimeUnit.SECONDS);
        assertThat(client.items()).containsExactly("1", "2");
        assertThat(client.text()).contains("event: complete");
        assertThat(harness.outcomes).containsExactly(Outcome.SUCCEEDED);
        until(harness::isIdle, () -> "nothing remains");
        assertThat(harness.time.waiting()).as("alarms").isZero();
    }

    @Test
    void whatHasNotEndedInTimeIsClosedAndItsClientGetsNoEndThatIsNone() throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(connectAs(null));
        }
        live.give(1);
        for (Client client : clients) {
            client.await(".1\n");
        }
        CompletableFuture<Void> stopping = harness.stop();
        for (Client client : clients) {
            client.await("retry: 5000");
        }
        harness.turn(Rules.DRAIN.minus(ofMillis(10)));
        assertThat(stopping).isNotDone();
        harness.turn(ofMillis(10));
        stopping.get(20, TimeUnit.SECONDS);
        for (Client client : clients) {
            client.awaitEnd();
            assertThat(client.text()).doesNotContain("complete").doesNotContain("failure");
        }
        assertThat(harness.closed).hasValue(50);
        assertThat(harness.outcomes).hasSize(50).containsOnly(Outcome.IGNORED);
        until(harness::isIdle, () -> "nothing remains");
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
    }

    @Test
    void whatIsHeldHasNoTimeToComeBackWhenTheApplicationStops() throws Exception {
        Client client = connectAs(null);
        live.give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2);
        client.awaitEnd();
        assertThat(harness.closed).hasValue(0);
        harness.stop().get(20, TimeUnit.SECONDS);
        assertThat(harness.closed).hasValue(1);
        assertThat(harness.isIdle()).isTrue();
    }

    @Test
    void theApplicationHasNotStoppedBeforeWhatIsHeldIsClosed() throws Exception {
        Client client = connectAs(null);
        live.slowToClose().give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2);
        client.awaitEnd();
        CompletableFuture<Integer> closedWhenStopped = harness.stop().thenApply(stopped -> harness.closed.get());
        live.awaitClosing();
        // Longer than a handler is waited for that does not come out: this one is out.
        harness.turn(Duration.ofMillis(100));
        assertThat(closedWhenStopped).isNotDone();
        live.letClose();
        assertThat(closedWhenStopped.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void theApplicationHasNotStoppedBeforeWhatMadeWayIsClosed() throws Exception {
        with(Rules.keeping(100, 0));
        Client client = connectAs(null);
        live.slowToClose().give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2);
        live.awaitClosing();
        CompletableFuture<Integer> closedWhenStopped = harness.stop().thenApply(stopped -> harness.closed.get());
        live.letClose();
        assertThat(closedWhenStopped.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(harness.time.waiting()).as("alarms").isZero();
    }

    @Test
    void aClientThatReadsNothingHoldsUpNeitherTheStopNorOthers() throws Exception {
        Client stuck = new Client() {
            private final CountDownLatch never = new CountDownLatch(1);

            @Override
            public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
                try {
                    if (!never.await(20, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody has given up");
                    }
                } catch (InterruptedException e) {
                    throw new java.io.InterruptedIOException();
                }
            }
        };
        Thread.ofVirtual().start(() -> harness.connect(chain, Ask.USUAL, null, null, stuck));
        until(() -> !harness.isIdle(), () -> "the stuck one is open");
        Client client = connectAs(null);
        live.give(1);
        client.await(".1\n");
        CompletableFuture<Void> stopping = harness.stop();
        client.await("retry: 5000");
        live.end();
        client.awaitEnd();
        harness.turn(Rules.DRAIN);
        stopping.get(20, TimeUnit.SECONDS);
        until(harness::isIdle, () -> "nothing remains");
    }
}
