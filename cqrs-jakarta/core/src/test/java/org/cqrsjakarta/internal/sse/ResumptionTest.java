package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.awaitDeaf;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.ResumptionRules;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.rest.StreamSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that loses its connection comes back and goes on, with nothing lost and nothing twice (design 7). */
class ResumptionTest {

    private DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private Feed live = harness.feed();
    private Chain<Object> chain = harness.chain(live);

    private void with(DeliveryRules rules) {
        harness = new DeliveryHarness(rules);
        live = harness.feed();
        chain = harness.chain(live);
    }

    private static StreamSummary summaryOf(Client client) {
        return client.result
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** A client that has got so many items, and whose connection is found broken by the next. */
    private Client lostAfter(int items) {
        Client client = harness.connect(chain);
        IntStream.rangeClosed(1, items).forEach(live::give);
        client.await("id: s1." + items);
        client.leave();
        live.give(items + 1);
        assertThat(summaryOf(client).completed()).isFalse();
        return client;
    }

    @Test
    void theMissingItemsFollowThenTheRestWithTheSameIds() {
        Client client = lostAfter(2);
        Client again = harness.reconnect(chain, client);
        again.await("id: s1.3");
        live.give(4).end();
        again.awaitEnd();
        assertThat(again.text()).isEqualTo("""
                retry: 2000
                event: resumed
                data: {"from":"journal","position":2}

                event: item
                data: 3
                id: s1.3

                event: item
                data: 4
                id: s1.4

                event: complete
                data: {"items":4,"steps":["LiveItems"]}
                id: s1.end

                """);
        assertThat(harness.opened).as("handlers").hasValue(1);
        assertThat(harness.closed).hasValue(1);
        assertThat(harness.outcomes).containsExactly(Outcome.SUCCEEDED);
        assertThat(summaryOf(again)).isEqualTo(new StreamSummary("s1", 4, List.of("LiveItems"), true));
    }

    @Test
    void aStreamIsHeldFromWhenItsClientIsMissedUntilItIsBack() {
        live.give(1);
        Client client = harness.connect(chain);
        client.await("id: s1.1");
        assertThat(harness.held()).containsExactly(Map.entry("s1", false));
        client.leave();
        live.give(2);
        until(() -> harness.held().equals(Map.of("s1", true)), () -> "it is held");
        Client again = harness.reconnect(chain, client);
        again.await("id: s1.2");
        assertThat(harness.held()).containsExactly(Map.entry("s1", false));
        live.end();
        again.awaitEnd();
        until(() -> harness.held().isEmpty(), () -> "a stream that has ended is none that runs");
    }

    @Test
    void whileNobodyListensNothingMoreIsAskedOfTheHandler() {
        Client client = lostAfter(2);
        until(() -> harness.held().equals(Map.of("s1", true)), () -> "it is held");
        live.give(4, 5, 6);
        harness.turn(Rules.WINDOW.minus(ofMillis(100)));
        assertThat(live.pulled).as("no more than was asked for before").hasValueLessThanOrEqualTo(4);
        Client again = harness.reconnect(chain, client);
        again.await("id: s1.6");
        assertThat(again.items()).containsExactly("3", "4", "5", "6");
        assertThat(harness.opened).hasValue(1);
    }

    @Test
    void whoDoesNotComeBackInTimeHasLeft() {
        Client client = lostAfter(2);
        harness.turn(Rules.WINDOW.minus(ofMillis(10)));
        assertThat(harness.closed).hasValue(0);
        harness.turn(ofMillis(10));
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        assertThat(harness.outcomes).containsExactly(Outcome.IGNORED);

        live.give(4).end();
        Client again = harness.reconnect(chain, client);
        again.awaitEnd();
        assertThat(again.items()).as("the request runs again from its position").containsExactly("3", "4");
        assertThat(again.text())
                .contains("id: s2.3")
                .contains("id: s2.4")
                .contains("{\"items\":4,\"steps\":[\"LiveItems\"]}");
    }

    @Test
    void whoComesBackBeforeItsLossWasNoticedIsOneMoreWhoReads() {
        Client client = harness.connect(chain);
        live.give(1, 2);
        client.await("id: s1.2");
        Client again = harness.connect(chain, Ask.USUAL, null, "s1.1", new Client());
        again.await("id: s1.2");
        live.give(3);
        client.await("id: s1.3");
        client.leave();
        live.give(4).end();
        again.awaitEnd();
        assertThat(summaryOf(client).completed()).isFalse();
        assertThat(again.items()).containsExactly("2", "3", "4");
        assertThat(client.items()).containsExactly("1", "2", "3");
        assertThat(harness.opened).hasValue(1);
    }

    @Test
    void oneStreamHasNoMoreReadersThanSoMany() {
        Client first = harness.connect(chain);
        live.give(1);
        first.await("id: s1.1");
        List<Client> others = new ArrayList<>();
        for (int i = 0; i < AudienceGate.MOST; i++) {
            others.add(harness.reconnect(chain, first));
            others.getLast().await("resumed");
        }
        first.awaitEnd();
        live.give(2).end();
        others.forEach(Client::awaitEnd);
        assertThat(others).allSatisfy(other -> assertThat(other.items()).containsExactly("2"));
        assertThat(first.items()).containsExactly("1");
    }

    @Test
    void theWindowIsMeasuredFromTheLastLoss() {
        Client client = lostAfter(1);
        harness.turn(Rules.WINDOW.minus(ofMillis(100)));
        Client again = harness.reconnect(chain, client);
        again.await("id: s1.2");
        harness.turn(Rules.WINDOW);
        assertThat(harness.closed).as("somebody listens").hasValue(0);
        again.leave();
        live.give(3);
        summaryOf(again);
        harness.turn(Rules.WINDOW.minus(ofMillis(100)));
        assertThat(harness.closed).hasValue(0);
        harness.turn(ofMillis(100));
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
    }

    @Test
    void aClientThatIsGoneIsFoundByTheHeartbeatAndItsStreamIsHeld() {
        Client client = harness.connect(chain);
        live.give(1);
        client.await("id: s1.1");
        client.leave();
        harness.turn(Rules.HEARTBEAT);
        assertThat(summaryOf(client).completed()).isFalse();
        assertThat(harness.closed).hasValue(0);
        Client again = harness.reconnect(chain, client);
        live.give(2).end();
        again.awaitEnd();
        assertThat(again.items()).containsExactly("2");
        assertThat(harness.opened).hasValue(1);
    }

    @Test
    void aStreamThatEndsWhileNobodyListensTellsItsEndToWhoComesBack() {
        Client client = harness.connect(chain);
        live.give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2).end();
        summaryOf(client);
        Client again = harness.reconnect(chain, client);
        again.awaitEnd();
        assertThat(again.items()).containsExactly("2");
        assertThat(again.text()).contains("event: complete");
        assertThat(summaryOf(again).completed()).isTrue();
    }

    @Test
    void aFinishedStreamIsNotReopenedByWhoHasSeenItsEnd() {
        Client client = harness.connect(chain);
        live.give(1).end();
        client.awaitEnd();
        assertThat(client.lastId()).isEqualTo("s1.end");
        for (int i = 0; i < 3; i++) {
            Client again = harness.reconnect(chain, client);
            assertThat(again.response().getStatus()).isEqualTo(204);
            assertThat(summaryOf(again).completed()).isTrue();
        }
        harness.turn(Rules.WINDOW);
        Client late = harness.reconnect(chain, client);
        assertThat(late.response().getStatus())
                .as("also when nobody remembers it")
                .isEqualTo(204);
        assertThat(harness.opened).hasValue(1);
    }

    @Test
    void norIsOneWithoutItems() {
        live.end();
        Client client = harness.connect(chain);
        client.awaitEnd();
        assertThat(harness.reconnect(chain, client).response().getStatus()).isEqualTo(204);
    }

    @Test
    void whoseConnectionBrokeJustBeforeTheEndIsToldTheEndAndNoItemTwice() {
        live.give(1, 2).end();
        Client client = harness.connect(chain);
        client.awaitEnd();
        Client again = harness.connect(chain, Ask.USUAL, null, "s1.2", new Client());
        again.awaitEnd();
        assertThat(again.items()).isEmpty();
        assertThat(again.text()).contains("event: complete");
        assertThat(harness.opened).hasValue(1);
    }

    @Test
    void aFailureIsToldToWhoComesBack() {
        Client client = harness.connect(chain);
        live.give(1, new IOException("secret"));
        client.awaitEnd();
        Client again = harness.connect(chain, Ask.USUAL, null, "s1.1", new Client());
        again.awaitEnd();
        assertThat(again.text().substring(again.text().indexOf("event: failure")))
                .as("the same, with the same id in the log")
                .isEqualTo(client.text().substring(client.text().indexOf("event: failure")));
        assertThat(again.result).failsWithin(ofSeconds(20));
        assertThat(harness.reconnect(chain, again).response().getStatus()).isEqualTo(204);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"eve", "alic", "ALICE", ""})
    void anotherUsersIdIsAsGoodAsNone(String other) {
        Client alices = harness.connect(chain, Ask.USUAL, "alice", null, new Client());
        live.give(1, 2);
        alices.await("id: s1.2");
        Client others = harness.connect(chain, Ask.USUAL, other, "s1.1", new Client());
        others.await("id: s2.2");
        assertThat(others.items()).as("its own stream, from the first item").containsExactly("1", "2");
        live.give(3);
        alices.await("id: s1.3");
        assertThat(alices.items()).as("undisturbed").containsExactly("1", "2", "3");
        Client ended = harness.connect(chain, Ask.USUAL, other, "s1.end", new Client());
        ended.await("id: s3.3");
    }

    @Test
    void soIsAnIdOfAnotherRequest() {
        Client client = harness.connect(chain);
        live.give(1, 2);
        client.await("id: s1.2");
        Client other = harness.connect(chain, new Ask("another"), null, "s1.2", new Client());
        other.await("id: s2.2");
        assertThat(other.items()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s1", "s1.", "s1.x", "s1.-1", "s1.0", "s1.3", "s1.999999999999999999", "<script>"})
    void soIsAMalformedOneOrOneThatIsAhead(String id) {
        Client client = harness.connect(chain);
        live.give(1, 2);
        client.await("id: s1.2");
        Client other = harness.connect(chain, Ask.USUAL, null, id, new Client());
        other.await("id: s2.2");
        assertThat(other.items()).containsExactly("1", "2");
    }

    @Test
    void whoLacksMoreThanWasKeptIsServedAnewFromItsPosition() {
        with(Rules.keeping(2, 1000));
        Client client = harness.connect(chain);
        live.give(1, 2, 3, 4, 5);
        client.await("id: s1.5");
        Client again = harness.connect(chain, Ask.USUAL, null, "s1.2", new Client());
        again.await("id: s2.5");
        assertThat(again.items()).containsExactly("3", "4", "5");
        assertThat(again.text()).contains("event: resumed\ndata: {\"from\":\"run\",\"position\":2}\n\n");
        live.give(6);
        client.await("id: s1.6");
    }

    @Test
    void aStreamThatCannotGiveWhatItsOnlyClientLacksIsClosed() {
        with(Rules.keeping(2, 1000));
        Client client = harness.connect(chain);
        live.give(1, 2, 3, 4, 5);
        client.await("id: s1.5");
        client.leave();
        live.give(6);
        until(() -> harness.held().equals(Map.of("s1", true)), () -> "it is held");
        Client again = harness.connect(chain, Ask.USUAL, null, "s1.2", new Client());
        again.await("id: s2.6");
        until(() -> harness.closed.get() == 1, () -> "the one that is given up is closed");
    }

    @Test
    void whoIsLeftBehindWhileItsResponseBeginsGetsNoneOfItAndAsksAgain() {
        with(Rules.keeping(2, 1000));
        Client client = harness.connect(chain);
        live.give(1, 2);
        client.await("id: s1.2");
        CountDownLatch gate = new CountDownLatch(1);
        Client late = harness.connect(chain, Ask.USUAL, null, "s1.1", new Client().waitingFor(gate));
        live.give(3, 4, 5);
        client.await("id: s1.5");
        gate.countDown();
        late.awaitEnd();
        assertThat(late.text()).isEqualTo("retry: 2000\n");
        client.leave();
        live.give(6);
        until(() -> harness.held().equals(Map.of("s1", true)), () -> "it is held");
        Client again = harness.connect(chain, Ask.USUAL, null, "s1.1", new Client());
        again.await("id: s2.6");
        assertThat(again.items()).containsExactly("2", "3", "4", "5", "6");
    }

    @Test
    void theStreamThatIsHeldLongestMakesWay() {
        with(Rules.keeping(256, 2));
        for (int i = 1; i <= 3; i++) {
            Client client = harness.connect(chain, new Ask("number " + i), null, null, new Client());
            client.await("retry");
            until(() -> harness.opened.get() > 0, () -> "opened");
            client.leave();
        }
        live.give(1);
        until(() -> harness.closed.get() == 1, () -> "one of three is closed");
        Client again = harness.connect(chain, new Ask("none"), null, null, new Client());
        again.await("id: s4.1");
        assertThat(harness.closed).hasValue(1);
    }

    @Test
    void noMoreAreHeldThanAllowedWhenManyEndAtOnce() {
        for (int round = 0; round < 20; round++) {
            with(Rules.keeping(256, 1));
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                clients.add(harness.connect(chain));
            }
            clients.forEach(client -> client.await("retry"));
            until(() -> harness.opened.get() == 50, () -> "all have opened their source");
            live.end();
            clients.forEach(Client::awaitEnd);
            until(() -> harness.time.waiting() == 1, () -> harness.time.waiting() + " are held, each with an alarm");
        }
    }

    @Test
    void nothingRemainsOfAStreamThatIsOver() {
        Client client = lostAfter(3);
        harness.turn(Rules.WINDOW);
        until(() -> harness.closed.get() == 1, () -> "closed");
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
        until(harness::isIdle, () -> "nothing remains");
        live.end();
        Client again = harness.reconnect(chain, client);
        again.awaitEnd();
        harness.turn(Rules.WINDOW);
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
        until(harness::isIdle, () -> "nothing remains");
    }

    private boolean stops(String user, String id) {
        new Caller(user, null, false, null, null).enter();
        try {
            return harness.sse.stop(id);
        } finally {
            Caller.forget();
        }
    }

    @Test
    void aStreamThatItsClientIsDoneWithIsNotHeld() {
        Client client = harness.connect(chain, Ask.USUAL, "alice", null, new Client());
        live.give(1);
        client.await("id: s1.1");
        assertThat(stops("bob", "s1")).as("somebody else's").isFalse();
        assertThat(stops(null, "s1")).isFalse();
        assertThat(harness.sse.stop("s1")).as("by nobody that is known").isFalse();
        assertThat(harness.closed).hasValue(0);
        assertThat(stops("alice", "s1")).isTrue();
        client.awaitEnd();
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        assertThat(harness.outcomes).containsExactly(Outcome.IGNORED);
        assertThat(stops("alice", "s1")).as("over").isFalse();
        until(harness::isIdle, () -> "nothing remains");
    }

    @Test
    void soIsOneThatIsHeld() {
        lostAfter(1);
        until(() -> harness.held().equals(Map.of("s1", true)), () -> "it is held");
        assertThat(stops(null, "s1")).isTrue();
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        until(harness::isIdle, () -> "nothing remains");
    }

    @Test
    void aFinishedStreamIsGoneAfterItsWindowAlsoWhereItsClientStoodStillOverTheEnd() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
                if (new String(bytes, offset, length, UTF_8).contains("complete")) {
                    try {
                        reads.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                }
                super.write(bytes, offset, length);
            }
        };
        harness.connect(chain, Ask.USUAL, null, null, client);
        live.give(1).end();
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        harness.turn(Rules.WINDOW.plus(Rules.WINDOW).minusSeconds(5));
        reads.countDown();
        client.awaitEnd();
        harness.turn(Rules.WINDOW);
        until(harness::isIdle, () -> "nothing remains");
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
    }

    @Test
    void finishedStreamsMakeWayForOneThatIsHeld() {
        with(Rules.keeping(256, 3));
        Client held = harness.connect(chain);
        live.give(1);
        held.await("id: s1.1");
        held.leave();
        live.give(2);
        until(() -> harness.held().equals(Map.of("s1", true)), () -> "it is held");
        Feed brief = harness.feed().end();
        for (int i = 0; i < 20; i++) {
            harness.connect(harness.chain(brief), new Ask("short"), null, null, new Client())
                    .awaitEnd();
        }
        Client again = harness.reconnect(chain, held);
        again.await("id: s1.2");
    }

    @Test
    void aPositionThatIsAbsurdIsPassedOver() {
        live.give(1);
        Client client = harness.connect(chain, Ask.USUAL, null, "unknown.999999999999", new Client());
        client.await("id: s1.1");
        assertThat(client.text()).doesNotContain("resumed");
    }

    @Test
    void whereNothingRunsAgainWhoNeedsThatIsToldSo() {
        var usual = Rules.usual().resumption();
        with(Rules.with(new ResumptionRules(
                usual.window(),
                usual.items(),
                usual.bytes(),
                usual.bytesInAll(),
                usual.heldStreams(),
                usual.ahead(),
                false,
                usual.rerunItems())));
        Client client = harness.connect(chain, Ask.USUAL, null, "unknown.7", new Client());
        assertThat(client.response().getStatus()).isEqualTo(410);
        assertThat(client.result).failsWithin(ofSeconds(20));
        assertThat(harness.opened).hasValue(0);
    }

    @Test
    void whatReadsNothingLetsItsHandlerGetAheadByNoMoreThanTheBound() {
        CountDownLatch reads = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (text().contains("id: s1.1\n")) {
                    awaitDeaf(reads);
                }
                super.write(bytes, offset, length);
            }
        };
        harness.connect(chain, Ask.USUAL, null, null, client);
        live.give(1);
        client.await("id: s1.1\n");
        String item = "x".repeat(1000);
        for (int i = 0; i < 200; i++) {
            live.give(item);
        }
        int most = (Rules.AHEAD + 2 * 16 * 1024) / 1000 + 2;
        until(() -> live.pulled.get() > Rules.AHEAD / 1100, () -> "it is ahead");
        assertThat(live.pulled).hasValueLessThanOrEqualTo(most);
        reads.countDown();
    }

    /** Connections that break after any number of bytes, in the middle of frames and of the reply to coming back. */
    @Test
    void whateverBreaksWhereverTheListIsCompleteAndInOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            with(random.nextBoolean() ? Rules.usual() : Rules.keeping(1 + random.nextInt(4), 1));
            int length = random.nextInt(12);
            int cut = random.nextInt(length + 1);
            List<String> expected =
                    IntStream.range(0, length).mapToObj(Integer::toString).toList();
            Feed cached = harness.feed();
            IntStream.range(0, cut).forEach(live::give);
            live.give(new IOException("cut"));
            IntStream.range(0, length).forEach(cached::give);
            cached.end();
            chain = harness.chain(live, cached, Continuation.SKIP_DELIVERED);

            List<String> got = new ArrayList<>();
            Client client =
                    harness.connect(chain, Ask.USUAL, null, null, new Client().breakingAfter(random.nextInt(200)));
            client.awaitEnd();
            got.addAll(client.items());
            String id = client.lastId();
            for (int i = 0; i < 40 && (id == null || !id.endsWith(".end")); i++) {
                if (random.nextInt(5) == 0) {
                    harness.turn(Rules.WINDOW);
                }
                Client again = harness.connect(
                        chain,
                        Ask.USUAL,
                        null,
                        id,
                        new Client().breakingAfter(i < 30 ? random.nextInt(400) : Integer.MAX_VALUE));
                again.awaitEnd();
                if (id == null) {
                    got.clear();
                }
                got.addAll(again.items());
                id = again.lastId() == null ? id : again.lastId();
            }
            assertThat(got)
                    .as("seed %d, round %d: %d items, cut at %d", seed, round, length, cut)
                    .isEqualTo(expected);
        }
    }
}
