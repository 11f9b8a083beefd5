package org.cqrsjakarta.internal.sink;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.ServerThread;
import org.cqrsjakarta.rest.StreamSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets through a sink, and what is noticed of it. */
class SinkDeliveryTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private final Feed live = harness.feed();
    private Chain<Object> chain = harness.chain(live);
    private final List<FakeSink> sinks = new ArrayList<>();

    @AfterEach
    void nothingRemains() {
        sinks.forEach(FakeSink::arriveFromNowOn);
        live.end();
        until(harness::isIdle, () -> "nothing is open or held");
        until(() -> harness.time.waiting() == 0, () -> "no alarm waits");
    }

    private FakeSink deliver(FakeSink.Kind kind) {
        FakeSink sink = new FakeSink(kind);
        sinks.add(sink);
        return harness.deliver(chain, null, null, sink);
    }

    private FakeSink atOnce() {
        return deliver(FakeSink.Kind.AT_ONCE);
    }

    private static StreamSummary summaryOf(FakeSink sink) {
        return sink.result.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static String withoutIdAndRetry(String text) {
        return text.replaceAll("id: s\\d+\\.", "id: s.")
                .replaceAll("(id: .*\n)((?:(?:event|retry|data): .*\n)+)", "$2$1")
                .replaceFirst("retry: 2000\n", "")
                .replaceAll("urn:uuid:[0-9a-f-]+", "urn");
    }

    private void assertIgnored(FakeSink sink) {
        assertThat(summaryOf(sink).completed()).isFalse();
        sink.awaitClosed();
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        assertThat(harness.outcomes).containsExactly(Outcome.IGNORED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEventsAreThoseOfAResponse(boolean fails) {
        Feed cached = harness.feed();
        chain = harness.chain(live, cached, Continuation.SKIP_DELIVERED);
        live.give(1, "two\nlines", new ConnectException("secret"));
        cached.give(1, 2, 3, fails ? new IOException("secret") : 4);
        if (!fails) {
            cached.end();
        }
        Client client = harness.connect(chain);
        client.awaitEnd();
        FakeSink sink = atOnce();
        sink.awaitClosed();
        assertThat(withoutIdAndRetry(sink.text())).isEqualTo(withoutIdAndRetry(client.text()));
        assertThat(sink.text())
                .contains("id: s2.1\n", "id: s2.end\n", "event: switchover\n", "data: \"two\\nlines\"\n")
                .contains(fails ? "event: failure\n" : "event: complete\n")
                .doesNotContain("secret");
        assertThat(sink.frames().getFirst()).contains("retry: 2000\n");
        assertThat(sink.frames()).filteredOn(frame -> frame.contains("retry")).hasSize(1);
        if (fails) {
            assertThat(client.result).failsWithin(ofSeconds(20));
            assertThat(sink.result).failsWithin(ofSeconds(20));
        }
        // The response's stream is held.
        harness.turn(Rules.WINDOW);
    }

    @Test
    void aStreamWithoutItemsHasItsEnd() {
        live.end();
        FakeSink sink = atOnce();
        sink.awaitClosed();
        assertThat(sink.text())
                .isEqualTo(
                        "id: s1.end\nevent: complete\nretry: 2000\ndata: {\"items\":0,\"steps\":[\"LiveItems\"]}\n\n");
        assertThat(summaryOf(sink)).isEqualTo(new StreamSummary("s1", 0, List.of("LiveItems"), true));
        assertThat(harness.outcomes).containsExactly(Outcome.SUCCEEDED);
        assertThat(sink.closings).hasValue(1);
    }

    @Test
    void aFailureReachesTheCallerAsItWasThrown() {
        IOException failure = new IOException("secret");
        live.give(1, failure);
        FakeSink sink = atOnce();
        sink.awaitClosed();
        assertThatThrownBy(() -> summaryOf(sink))
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
        assertThat(harness.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void itemsAreSentOnAVirtualThreadOfTheStreamsOwnAsTheyCome() {
        FakeSink sink = atOnce();
        live.give(1);
        sink.await("id: s1.1\n");
        assertThat(sink.sender.isVirtual()).isTrue();
        assertThat(sink.sender.getName()).isEqualTo("cqrs-stream-s1");
        live.give(2);
        sink.await("id: s1.2\n");
        assertThat(sink.isClosed()).isFalse();
    }

    @Test
    void nothingRunsBeforeTheServersThreadIsDone() {
        live.give(1).end();
        assertThat(ServerThread.enter()).isTrue();
        FakeSink sink;
        try {
            sink = atOnce();
            assertThat(harness.time.waiting()).as("heartbeat").isZero();
            assertThat(harness.opened).hasValue(0);
            assertThat(sink.frames()).isEmpty();
            assertThat(harness.isIdle()).as("but it counts already").isFalse();
        } finally {
            ServerThread.leave();
        }
        sink.awaitClosed();
        assertThat(sink.items()).containsExactly("1");
    }

    @Test
    void atMostThirtyTwoAreUnderWay() {
        IntStream.rangeClosed(1, 100).forEach(live::give);
        live.end();
        FakeSink sink = deliver(FakeSink.Kind.LATE);
        sink.awaitSent(32);
        until(() -> live.pulled.get() == 33, () -> "one waits for room");
        until(() -> sink.eventsUnderWay() == 32, () -> "32 under way");
        for (int arrived = 1; arrived <= 69; arrived++) {
            sink.arrive(1);
            sink.awaitSent(32 + arrived);
            until(() -> sink.eventsUnderWay() == 32, () -> "32 under way");
        }
        assertThat(sink.frames()).hasSize(101).last().asString().contains("s1.end");
        sink.arrive(31);
        assertThat(sink.isClosed()).as("before the last has arrived").isFalse();
        sink.arrive(1);
        sink.awaitClosed();
        assertThat(sink.items()).hasSize(100);
        assertThat(summaryOf(sink).completed()).isTrue();
    }

    @Test
    void whatArrivesAtOnceIsNotWaitedFor() {
        IntStream.rangeClosed(1, 1000).forEach(live::give);
        live.end();
        FakeSink sink = atOnce();
        sink.awaitClosed();
        assertThat(sink.items())
                .isEqualTo(IntStream.rangeClosed(1, 1000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void aStageThatFailsLaterMeansThatTheClientHasLeft() {
        live.give(1, 2);
        FakeSink sink = deliver(FakeSink.Kind.LATE);
        sink.awaitSent(2);
        sink.failUnderWay(new IOException("broken pipe"));
        assertIgnored(sink);
    }

    @Test
    void alsoWhileTheStreamWaitsForRoom() {
        IntStream.rangeClosed(1, 40).forEach(live::give);
        FakeSink sink = deliver(FakeSink.Kind.LATE);
        until(() -> live.pulled.get() == 33, () -> "one waits for room");
        sink.failUnderWay(new IOException("broken pipe"));
        assertIgnored(sink);
        assertThat(sink.frames()).hasSize(32);
    }

    enum Leaving {
        FAILED_STAGE,
        EXCEPTION,
        CLOSED
    }

    @ParameterizedTest
    @EnumSource
    void soDoOtherSigns(Leaving how) {
        live.give(1);
        FakeSink sink = atOnce();
        sink.await("id: s1.1\n");
        switch (how) {
            case FAILED_STAGE -> sink.fail(new IOException("broken pipe"));
            case EXCEPTION -> sink.refuse(new IllegalStateException("closed"));
            case CLOSED -> sink.closedByTheServer();
        }
        live.give(2, 3);
        assertIgnored(sink);
        assertThat(sink.items()).containsExactly("1");
    }

    @Test
    void aClientThatLeavesWithTheSwitchoverIsNoFailure() {
        Feed cached = harness.feed();
        chain = harness.chain(live, cached, Continuation.RESTART);
        live.give(1);
        FakeSink sink = atOnce();
        sink.await("id: s1.1\n");
        sink.fail(new IOException("broken pipe"));
        live.give(new ConnectException("gone"));
        assertThat(summaryOf(sink).completed()).isFalse();
        assertThat(harness.opened).as("the fallback is not begun").hasValue(1);
        assertThat(harness.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void aSilentStreamIsKeptAwake() {
        FakeSink sink = atOnce();
        until(() -> harness.opened.get() == 1, () -> "opened");
        harness.turn(Rules.HEARTBEAT.minusMillis(1));
        assertThat(sink.frames()).isEmpty();
        harness.turn(ofMillis(1));
        assertThat(sink.frames()).containsExactly(": \n\n");
        for (int more = 1; more <= 3; more++) {
            harness.turn(Rules.HEARTBEAT.dividedBy(8));
        }
        assertThat(sink.frames()).as("three more, by which a loss is noticed").hasSize(4);
        harness.turn(Rules.HEARTBEAT.minusMillis(1));
        assertThat(sink.frames()).hasSize(4);
    }

    @Test
    void byThatAClientThatHasLeftIsNoticed() {
        FakeSink sink = atOnce();
        until(() -> harness.opened.get() == 1, () -> "opened");
        sink.fail(new IOException("broken pipe"));
        harness.turn(Rules.HEARTBEAT);
        assertIgnored(sink);
    }

    @Test
    void noHeartbeatIsSentWhileEventsAreUnderWay() {
        live.give(1);
        FakeSink sink = deliver(FakeSink.Kind.LATE);
        sink.awaitSent(1);
        // While it is within the sending, time that passes is time in which nothing arrives.
        until(() -> sink.sender.getState() == Thread.State.WAITING, () -> "a sender that waits for an item");
        harness.turn(Rules.HEARTBEAT.multipliedBy(3));
        assertThat(sink.frames()).hasSize(1);
        sink.arrive(1);
        harness.turnUntil(Rules.HEARTBEAT, () -> sink.frames().size() > 1, () -> "a heartbeat");
        assertThat(sink.frames()).hasSize(2).last().isEqualTo(": \n\n");
        sink.arrive(1);
    }

    @Test
    void whatDoesNotArriveInTimeIsGivenUp() {
        live.give(1, 2);
        FakeSink sink = deliver(FakeSink.Kind.LATE);
        sink.awaitSent(2);
        harness.turn(Rules.WRITE_TIMEOUT.minusSeconds(10));
        sink.arrive(1);
        harness.turn(Rules.WRITE_TIMEOUT.minusSeconds(10));
        assertThat(sink.closings).as("it has moved").hasValue(0);
        harness.turn(ofSeconds(30));
        assertIgnored(sink);
    }

    @Test
    void soIsASendThatStandsStill() {
        live.give(1);
        FakeSink sink = deliver(FakeSink.Kind.BLOCKING);
        sink.awaitSent(1);
        harness.turn(Rules.WRITE_TIMEOUT.plus(Rules.HEARTBEAT));
        assertIgnored(sink);
        until(() -> sink.interrupted, () -> "its thread is interrupted");
    }

    @Test
    void soIsAnEndThatNobodyTakes() {
        live.end();
        FakeSink sink = deliver(FakeSink.Kind.LATE);
        sink.awaitSent(1);
        harness.turn(Rules.WRITE_TIMEOUT.plus(Rules.HEARTBEAT));
        sink.awaitClosed();
        assertThat(summaryOf(sink).completed())
                .as("the stream itself has come to its end")
                .isTrue();
    }

    @Test
    void whoComesBackIsServedByANewRunFromItsPosition() {
        live.give(1, 2, 3).end();
        FakeSink again = harness.deliver(chain, null, "s77.2", new FakeSink(FakeSink.Kind.AT_ONCE));
        again.awaitClosed();
        assertThat(again.items()).containsExactly("3");
        assertThat(again.text()).contains("id: s1.3\n");
    }

    @Test
    void whoComesBackToAStreamThatIsHeldIsServedByANewRunToo() {
        Client client = harness.connect(chain);
        live.give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2, 3);
        client.awaitEnd();
        live.end();
        FakeSink sink = harness.deliver(chain, null, "s1.1", new FakeSink(FakeSink.Kind.AT_ONCE));
        sink.awaitClosed();
        assertThat(sink.items()).containsExactly("2", "3");
        assertThat(harness.opened).hasValue(2);
    }

    @Test
    void aStreamOfASinkThatIsOpenStillIsLeftAlone() {
        FakeSink first = atOnce();
        live.give(1, 2);
        first.await("id: s1.2");
        FakeSink again = harness.deliver(chain, null, "s1.1", new FakeSink(FakeSink.Kind.AT_ONCE));
        again.await("id: s2.2");
        live.end();
        first.awaitClosed();
        again.awaitClosed();
        assertThat(first.items()).containsExactly("1", "2");
        assertThat(again.items()).containsExactly("2");
    }

    @Test
    void anotherUsersIdIsAsGoodAsNone() {
        Client alices = harness.connect(chain, Ask.USUAL, "alice", null, new Client());
        live.give(1, 2);
        alices.await("id: s1.2");
        live.end();
        alices.awaitEnd();
        for (String id : List.of("s1.1", "s1.end")) {
            FakeSink others = harness.deliver(chain, "eve", id, new FakeSink(FakeSink.Kind.AT_ONCE));
            others.awaitClosed();
            assertThat(others.items()).as(id).containsExactly("1", "2");
        }
        harness.turn(Rules.WINDOW);
    }

    @Test
    void whoHasGotTheEndIsTurnedAwayWithoutAnEvent() {
        FakeSink sink = harness.deliver(chain, null, "s1.end", new FakeSink(FakeSink.Kind.AT_ONCE));
        assertThat(sink.closings).as("before the call returns").hasValue(1);
        assertThat(sink.frames()).isEmpty();
        assertThat(summaryOf(sink)).isEqualTo(new StreamSummary("s1", 0, List.of(), true));
        assertThat(harness.opened).hasValue(0);
    }

    @Test
    void manyStreamsWhoseClientsLeaveAtAnyTimeAreClosedOnce() {
        live.give(1, 2, 3, 4, 5).end();
        for (int i = 0; i < 200; i++) {
            deliver(FakeSink.Kind.LATE);
        }
        for (FakeSink sink : sinks) {
            sink.awaitSent(1);
            sink.failUnderWay(new IOException("broken pipe"));
        }
        sinks.forEach(FakeSink::awaitClosed);
        until(() -> harness.closed.get() == 200, () -> harness.closed + " closed");
        assertThat(harness.outcomes).hasSize(200);
    }
}
