package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.source.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A primary that has delivered nothing is tried again, as MicroProfile's {@code @Retry} says. */
@ParameterizedClass
@MethodSource("everyKindConsumedInEveryWay")
class RetryTest {

    static Stream<Arguments> everyKindConsumedInEveryWay() {
        return Stream.of(Kind.values())
                .filter(kind -> !kind.limits.any())
                .flatMap(kind -> Stream.of(Consumption.values()).map(way -> Arguments.of(kind, way)));
    }

    private static final RetryRule TWICE = rule(2, Duration.ZERO);

    private final Kind kind;
    private final EngineHarness harness;
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();

    RetryTest(Kind kind, Consumption consumption) {
        this.kind = kind;
        this.harness = new EngineHarness(kind, kind, consumption);
    }

    private static RetryRule rule(int maxRetries, Duration delay) {
        return new RetryRule(
                maxRetries,
                delay,
                Duration.ZERO,
                Duration.ZERO,
                List.of(Exception.class),
                List.of(ConnectException.class));
    }

    private Script script(String name, List<Integer> keys, Throwable failure) {
        return harness.script(name, keys, failure).as(kind.shape);
    }

    private Step<Script.Item> primary(Attempts<Script.Item> attempts, RetryRule rule) {
        return primary(attempts, rule, kind.limits);
    }

    private Step<Script.Item> primary(Attempts<Script.Item> attempts, RetryRule rule, Limits limits) {
        Guards guards = Guards.of("Primary", circuit, Bulkhead.NONE, rule, limits);
        return new Step<>("Primary", getClass(), kind.shape, attempts, guards, null);
    }

    private Step<Script.Item> last(Script script) {
        return harness.fallback("Last", script, takeover(Continuation.RESTART, 1));
    }

    @Test
    void eachAttemptOpensTheSourceAnewAndTheEarlierOneIsClosedFirst() {
        var attempts = new Attempts<>(List.of(
                script("first", List.of(), new IOException("1")),
                script("second", List.of(), new IOException("2")),
                script("third", List.of(7, 8), null)));
        StreamRun<Script.Item> run = harness.run(List.of(primary(attempts, TWICE)));
        assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(7, 8);
        assertThat(harness.journal)
                .containsSubsequence("first created", "first closed", "first released", "second created")
                .containsSubsequence("second closed", "second released", "third created", "third produced 7");
        assertThat(run.steps()).as("a retry is no further step").containsExactly("Primary");
        assertThat(circuit.outcomes)
                .as("each attempt counts")
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.SUCCEEDED);
    }

    @Test
    void whenAllAttemptsHaveFailedTheFallbackTakesOver() {
        var attempts = new Attempts<>(List.of(
                script("first", List.of(), new IOException("1")),
                script("second", List.of(), new IOException("2")),
                script("third", List.of(), new IOException("3"))));
        Script last = script("last", List.of(1), null);
        assertThat(harness.drain(harness.run(primary(attempts, TWICE), last(last))))
                .hasSize(1);
        assertThat(last.told.cause()).hasMessage("3");
        assertThat(harness.switchovers).containsExactly("0 Primary Last IOException");
    }

    @Test
    void onceAnItemIsDeliveredNothingIsTriedAgain() {
        var attempts = new Attempts<>(List.of(script("first", List.of(1), new IOException("cut"))));
        Script last = script("last", List.of(2), null);
        assertThat(harness.drain(harness.run(primary(attempts, TWICE), last(last))))
                .extracting(Script.Item::key)
                .containsExactly(1, 2);
        assertThat(attempts.made()).isEqualTo(1);
    }

    @Test
    void abortOnWins() {
        ConnectException refused = new ConnectException("refused");
        var attempts = new Attempts<>(List.of(script("first", List.of(), refused)));
        StreamRun<Script.Item> run = harness.run(List.of(primary(attempts, TWICE)));
        assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(refused);
        assertThat(attempts.made()).isEqualTo(1);
    }

    @Test
    void aCircuitThatOpensMeanwhileEndsItAndTheFailureIsTold() {
        Script failing = script("first", List.of(), new IOException("1"));
        var attempts = new Attempts<Script.Item>(List.of(() -> {
            circuit.refuses = true;
            return failing.obtain();
        }));
        Script last = script("last", List.of(1), null);
        assertThat(harness.drain(harness.run(primary(attempts, TWICE), last(last))))
                .hasSize(1);
        assertThat(harness.switchovers).containsExactly("0 Primary Last IOException");
        assertThat(last.told.cause()).hasMessage("1");
    }

    @Test
    void maxDurationEndsIt() {
        RetryRule untilOneSecond = new RetryRule(
                -1, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, List.of(Exception.class), List.of());
        List<HandlerSource<Script.Item>> failing = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Script script = script("attempt " + i, List.of(), new IOException("again"));
            failing.add(() -> {
                harness.time.advance(Duration.ofMillis(400));
                return script.obtain();
            });
        }
        var attempts = new Attempts<>(failing);
        StreamRun<Script.Item> run = harness.run(List.of(primary(attempts, untilOneSecond, Limits.NONE)));
        assertThatThrownBy(() -> harness.drain(run)).hasMessage("again");
        assertThat(attempts.made()).as("400 ms, 800 ms, 1200 ms").isEqualTo(3);
    }

    @Test
    void aPauseLastsAsLongAsDeclared() throws InterruptedException {
        var attempts = new Attempts<>(
                List.of(script("first", List.of(), new IOException("1")), script("second", List.of(7), null)));
        StreamRun<Script.Item> run = harness.run(List.of(primary(attempts, rule(1, Duration.ofSeconds(2)))));
        List<Script.Item> items = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> items.addAll(harness.drain(run)));
        harness.time.awaitWaiting(1);
        harness.time.advance(Duration.ofMillis(1999));
        assertThat(attempts.made()).isEqualTo(1);
        harness.time.advance(Duration.ofMillis(1));
        consumer.join();
        assertThat(items).extracting(Script.Item::key).containsExactly(7);
    }

    @Test
    void whoeverLeavesDuringAPauseDoesNotWaitForIt() throws InterruptedException {
        var attempts = new Attempts<>(List.of(script("first", List.of(), new IOException("1"))));
        StreamRun<Script.Item> run = harness.run(List.of(primary(attempts, rule(1, Duration.ofSeconds(2)))));
        List<Throwable> thrown = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> thrown.add(catchThrowable(run::next)));
        harness.time.awaitWaiting(1);
        run.close();
        consumer.join();
        assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
        assertThat(harness.time.waiting()).isZero();
    }

    @Test
    void whoeverIsInterruptedDuringAPauseGoesOnWithTheFallback() throws InterruptedException {
        var attempts = new Attempts<>(List.of(script("first", List.of(), new IOException("1"))));
        // It must not be stopped by the interrupt itself.
        Step<Script.Item> last = EngineHarness.step(
                "Last", harness.script("last", List.of(1), null), Circuit.NONE, takeover(Continuation.RESTART, 1));
        StreamRun<Script.Item> run = harness.run(primary(attempts, rule(1, Duration.ofSeconds(2))), last);
        List<Object> seen = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> {
            seen.add(run.next().key());
            seen.add(Thread.interrupted());
        });
        harness.time.awaitWaiting(1);
        consumer.interrupt();
        consumer.join();
        assertThat(seen).containsExactly(1, true);
        assertThat(attempts.made()).isEqualTo(1);
    }

    @Test
    void jitterStaysWithinItsBoundsAndAboveZero() {
        RetryRule jittered = new RetryRule(
                1, Duration.ofMillis(100), Duration.ZERO, Duration.ofMillis(150), List.of(Exception.class), List.of());
        Random random = new Random(7);
        List<Duration> pauses =
                Stream.generate(() -> jittered.pause(random)).limit(2_000).toList();
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(250)));
        assertThat(pauses).contains(Duration.ZERO);
        assertThat(pauses).anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(200)));
    }
}
