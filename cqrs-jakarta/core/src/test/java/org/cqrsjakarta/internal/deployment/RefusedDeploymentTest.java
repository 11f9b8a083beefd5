package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Typed;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.Test;

/** What cannot work is refused at deployment, each mistake under its number. */
class RefusedDeploymentTest {

    record Ask() implements StreamRequest<String> {}

    record AskOther() implements StreamRequest<String> {}

    record AskNumbers() implements StreamRequest<Integer> {}

    record Page<T>(int number) implements StreamRequest<T> {}

    abstract static class Strings<Q extends StreamRequest<String>> implements StreamingRequestHandler<Q, String> {
        @Override
        public Stream<String> handle(Q request) {
            return Stream.of(getClass().getSimpleName());
        }
    }

    @StreamingHandler
    static class Live extends Strings<Ask> {}

    @StreamingHandler
    static class SecondLive extends Strings<Ask> {}

    @Fallback(of = String.class)
    static class OfNothing extends Strings<Ask> {}

    @Fallback(of = OfItself.class)
    static class OfItself extends Strings<Ask> {}

    @Fallback(of = CycleB.class)
    static class CycleA extends Strings<Ask> {}

    @Fallback(of = CycleA.class)
    static class CycleB extends Strings<Ask> {}

    @Fallback(of = Live.class)
    static class Near extends Strings<Ask> {}

    @Fallback(of = Live.class)
    static class Nearer extends Strings<Ask> {}

    @Fallback(of = Live.class)
    static class OtherRequest extends Strings<AskOther> {}

    @StreamingHandler
    static class Generic<T> implements StreamingRequestHandler<Page<T>, T> {
        @Override
        public Stream<T> handle(Page<T> request) {
            return Stream.empty();
        }
    }

    @StreamingHandler
    @SuppressWarnings({"rawtypes", "unchecked"})
    static class Raw implements StreamingRequestHandler {
        @Override
        public Stream handle(StreamRequest request) {
            return Stream.empty();
        }
    }

    @StreamingHandler
    @Fallback(of = Live.class)
    static class Both extends Strings<Ask> {}

    @StreamingHandler
    static class NoHandler {}

    @Dependent
    @StreamingHandler
    @Typed(Hidden.class)
    static class Hidden extends Strings<Ask> {}

    @StreamingHandler
    @CircuitBreaker(failureRatio = 1.5)
    static class OutOfRange extends Strings<Ask> {}

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT)
    static class NotKeyed extends Strings<Ask> {}

    @Fallback(of = Live.class, remember = -1)
    static class Forgetful extends Strings<Ask> {}

    @StreamingHandler
    static class Numbers implements StreamingRequestHandler<AskNumbers, Integer> {
        @Override
        public Stream<Integer> handle(AskNumbers request) {
            return Stream.empty();
        }
    }

    private static String refusal(Class<?>... beans) {
        return refusal(Map.of(), beans);
    }

    private static String refusal(Map<String, String> properties, Class<?>... beans) {
        Throwable refused =
                catchThrowable(() -> Deployed.with(properties, beans).close());
        assertThat(refused).as("the deployment").isNotNull();
        return refused.getMessage();
    }

    private static void assertOneProblem(String report, String number, Class<?>... named) {
        assertThat(report)
                .contains("CQRS00100: The deployment has 1 problem(s)")
                .contains("\n  " + number + ": ");
        List.of(named).forEach(type -> assertThat(report).contains(type.getName()));
    }

    @Test
    void twoPrimariesForOneRequest() {
        assertOneProblem(refusal(Live.class, SecondLive.class), "CQRS00101", Live.class, SecondLive.class, Ask.class);
    }

    @Test
    void aFallbackOfNothing() {
        assertOneProblem(refusal(Live.class, OfNothing.class), "CQRS00102", OfNothing.class);
    }

    @Test
    void aFallbackWhosePrimaryIsNotDeployed() {
        assertOneProblem(refusal(Near.class), "CQRS00102", Near.class);
    }

    @Test
    void aFallbackOfItself() {
        assertOneProblem(refusal(OfItself.class), "CQRS00103", OfItself.class);
    }

    @Test
    void fallbacksInACycle() {
        assertOneProblem(refusal(CycleA.class, CycleB.class), "CQRS00104", CycleA.class, CycleB.class);
    }

    @Test
    void twoFallbacksOfOneStep() {
        assertOneProblem(
                refusal(Live.class, Near.class, Nearer.class), "CQRS00105", Live.class, Near.class, Nearer.class);
    }

    @Test
    void differentTypesInOneChain() {
        assertOneProblem(
                refusal(Live.class, OtherRequest.class),
                "CQRS00106",
                OtherRequest.class,
                AskOther.class,
                Live.class,
                Ask.class);
    }

    @Test
    void aTypeVariable() {
        assertOneProblem(refusal(Generic.class), "CQRS00107", Generic.class);
    }

    @Test
    void aRawType() {
        assertOneProblem(refusal(Raw.class), "CQRS00107", Raw.class);
    }

    @Test
    void bothAnnotationsOnOneClass() {
        assertOneProblem(refusal(Live.class, Both.class), "CQRS00108", Both.class);
    }

    @Test
    void noHandlerInterface() {
        assertOneProblem(refusal(NoHandler.class), "CQRS00109", NoHandler.class);
    }

    @Test
    void aHandlerInterfaceThatIsTypedAway() {
        assertOneProblem(refusal(Hidden.class), "CQRS00109", Hidden.class);
    }

    @Test
    void aCircuitBreakerOutOfRange() {
        assertThat(refusal(OutOfRange.class)).contains("failureRatio = 1.5, allowed: 0 to 1");
        assertOneProblem(refusal(OutOfRange.class), "CQRS00110", OutOfRange.class);
    }

    @Test
    void aPropertyThatPutsACircuitBreakerOutOfRange() {
        String report =
                refusal(Map.of(OutOfRange.class.getName() + "/CircuitBreaker/failureRatio", "much"), OutOfRange.class);
        assertOneProblem(report, "CQRS00110", OutOfRange.class);
        assertThat(report).contains("failureRatio = 'much', which is no Double");
    }

    @Test
    void aDelayThatNoClockCanCount() {
        String report =
                refusal(Map.of(OutOfRange.class.getName() + "/CircuitBreaker/delayUnit", "forever"), OutOfRange.class);
        assertOneProblem(report, "CQRS00110", OutOfRange.class);
    }

    @Test
    void distinctForItemsWithoutAKey() {
        assertOneProblem(refusal(Live.class, NotKeyed.class), "CQRS00111", NotKeyed.class, String.class);
    }

    @Test
    void aNegativeMemory() {
        assertOneProblem(refusal(Live.class, Forgetful.class), "CQRS00112", Forgetful.class);
    }

    @Test
    void aSettingThatIsNoDuration() {
        String report = refusal(Map.of("cqrs.sse.heartbeat", "15s"), Live.class);
        assertOneProblem(report, "CQRS00113");
        assertThat(report).contains("'cqrs.sse.heartbeat' is '15s'").contains("PT15S");
    }

    @Test
    void allMistakesAtOnce() {
        String report =
                refusal(Live.class, SecondLive.class, NoHandler.class, OfItself.class, Generic.class, Numbers.class);
        assertThat(report)
                .contains("The deployment has 4 problem(s)")
                .contains("CQRS00101")
                .contains("CQRS00103")
                .contains("CQRS00107")
                .contains("CQRS00109");
    }
}
