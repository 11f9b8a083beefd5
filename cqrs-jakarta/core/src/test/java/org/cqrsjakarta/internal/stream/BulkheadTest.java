package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.source.Limits;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A handler serves as many streams at once as its bulkhead has places. */
@ParameterizedClass
@EnumSource(Kind.class)
class BulkheadTest {

    private static final RetryRule RETRY =
            new RetryRule(5, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(Exception.class), List.of());

    private final Kind kind;
    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();
    private final Bulkhead bulkhead = new Bulkhead(2);

    BulkheadTest(Kind kind) {
        this.kind = kind;
    }

    private StreamRun<Script.Item> run(Circuit around) {
        Script live = harness.script("live", List.of(1, 2, 3), null).as(kind.shape);
        Script last = harness.script("last", List.of(9), null);
        Guards guards = Guards.of("Primary", around, bulkhead, RETRY, kind.limits);
        return harness.run(
                new Step<>("Primary", getClass(), kind.shape, live, guards, null),
                harness.fallback("Last", last, takeover(Continuation.RESTART, 1)));
    }

    @Test
    void theOneTooManyIsServedByTheFallbackAtOnceWhateverRetrySays() {
        StreamRun<Script.Item> first = run(circuit);
        StreamRun<Script.Item> second = run(circuit);
        StreamRun<Script.Item> third = run(circuit);
        assertThat(first.next().source()).isEqualTo("live");
        assertThat(second.next().source()).isEqualTo("live");
        assertThat(harness.drain(third)).extracting(Script.Item::source).containsExactly("last");
        assertThat(harness.switchovers).containsExactly("0 Primary Last BulkheadException");
        first.close();
        second.close();
    }

    @Test
    void aPlaceIsHeldUntilTheStreamEndsInWhateverWay() {
        StreamRun<Script.Item> ending = run(circuit);
        StreamRun<Script.Item> leaving = run(circuit);
        ending.next();
        leaving.next();
        assertThat(bulkhead.enter()).isFalse();
        harness.drain(ending);
        assertEntry();
        assertThat(bulkhead.enter()).isFalse();
        leaving.close();
        assertEntry();
    }

    /** A source whose thread is still on its way out is closed beside its stream, a moment later. */
    private void assertEntry() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean entered = bulkhead.enter();
        while (!entered && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            entered = bulkhead.enter();
        }
        assertThat(entered).isTrue();
    }

    @Test
    void itCountsForTheCircuitIfThePolicySaysSo() {
        bulkhead.enter();
        bulkhead.enter();
        harness.drain(run(circuit));
        assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void otherwiseNothingIsLearntAboutTheHandler() {
        bulkhead.enter();
        bulkhead.enter();
        Circuit lenient = new Circuit() {
            @Override
            public Permit admit() {
                return circuit.admit();
            }

            @Override
            public Outcome outcomeOf(Throwable cause) {
                return cause instanceof BulkheadException ? Outcome.SUCCEEDED : Outcome.FAILED;
            }
        };
        harness.drain(run(lenient));
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void withoutFallbackTheCallerIsTold() {
        bulkhead.enter();
        bulkhead.enter();
        Guards guards = Guards.of("Primary", circuit, bulkhead, RetryRule.NONE, Limits.NONE);
        Script live = harness.script("live", List.of(1), null).as(kind.shape);
        StreamRun<Script.Item> run =
                harness.run(List.of(new Step<>("Primary", getClass(), kind.shape, live, guards, null)));
        assertThatThrownBy(() -> harness.drain(run))
                .isInstanceOf(BulkheadException.class)
                .hasMessage("CQRS00205: All 2 places of the bulkhead of 'Primary' are taken")
                .isNotSameAs(guards.saturation());
    }
}
