package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Typed;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
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
        assertOneProblem(refusal(Live.class, OfNothing.class), "CQRS00102", OfNothing.class, String.class);
    }

    @Test
    void aFallbackWhosePrimaryIsNotDeployed() {
        assertOneProblem(refusal(Near.class), "CQRS00102", Near.class, Live.class);
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
        assertThat(report)
                .contains("failureRatio = 'much', required: a number; correct the property '"
                        + OutOfRange.class.getName()
                        + "/CircuitBreaker/failureRatio', which comes from 'SysPropConfigSource', ordinal 400");
    }

    @StreamingHandler
    @CircuitBreaker(failureRatio = -1, requestVolumeThreshold = 0, successThreshold = 0, delay = -5)
    @Retry(maxRetries = -2, delay = 500, maxDuration = 200, jitter = -1)
    @Bulkhead(0)
    @StreamTimeout(firstItem = -1, idle = -2, total = -3)
    static class AllWrong extends Strings<Ask> {}

    @Test
    void everyBadValueOfEveryAnnotationAtOnce() {
        String circuit = AllWrong.class.getName() + "/CircuitBreaker/";
        String report = refusal(
                Map.of(circuit + "failOn", "java.io.IOException,no.Such", "CircuitBreaker/delayUnit", "fortnights"),
                AllWrong.class);
        assertThat(report)
                .contains("has 13 problem(s)")
                .contains(
                        "failureRatio = -1.0, allowed: 0 to 1; correct the annotation, or override it by the property '"
                                + circuit + "failureRatio'")
                .contains("requestVolumeThreshold = 0")
                .contains("successThreshold = 0")
                .contains("delay = PT-0.005S, allowed: 0 to 36500 days")
                .contains("failOn = 'no.Such', which is no class of the application that extends Throwable; correct the"
                        + " property '" + circuit + "failOn'")
                .contains("delayUnit = 'fortnights', required: a unit such as SECONDS; correct the property"
                        + " 'CircuitBreaker/delayUnit', which comes from 'SysPropConfigSource', ordinal 400")
                .contains("maxRetries = -2")
                .contains("maxDuration = PT0.2S, allowed: 0, or more than the delay of PT0.5S")
                .contains("jitter = PT-0.001S")
                .contains("value = 0")
                .contains("firstItem = PT-0.001S")
                .contains("idle = PT-0.002S")
                .contains("total = PT-0.003S");
    }

    @Test
    void aSwitchThatIsNeitherTrueNorFalse() {
        String report =
                refusal(Map.of(OutOfRange.class.getName() + "/CircuitBreaker/enabled", "flase"), OutOfRange.class);
        assertThat(report).contains("enabled = 'flase', required: true or false; correct the property");
    }

    @StreamingHandler
    @CircuitBreaker(delay = 2, delayUnit = ChronoUnit.FOREVER)
    @Retry(maxDuration = 0, jitter = Long.MAX_VALUE)
    @StreamTimeout(idle = 200, unit = ChronoUnit.YEARS)
    static class Centuries extends Strings<Ask> {}

    @Test
    void durationsThatNoClockCanCount() {
        String report = refusal(Map.of("cqrs.sse.ticket-life", "PT9000000000H"), Centuries.class);
        assertThat(report)
                .contains("CQRS00100: The deployment has 4 problem(s)")
                .contains("delay = 2 Forever, allowed: 0 to 36500 days")
                .contains("jitter = PT2562047788015H12M55.807S, allowed: 0 to 36500 days")
                .contains("idle = PT1753164H, allowed: 0 to 36500 days")
                .contains("'cqrs.sse.ticket-life' is 'PT9000000000H', required: an ISO-8601 duration longer than 0, at"
                        + " most 36500 days, such as PT30S; it comes from 'SysPropConfigSource', ordinal 400");
    }

    @Test
    void theLongestDurationsServe() {
        String longest = "PT876000H";
        var properties = Map.of(
                "cqrs.sse.heartbeat", longest,
                "cqrs.sse.write-timeout", longest,
                "cqrs.sse.resume-window", longest,
                "cqrs.sse.ticket-life", longest,
                "cqrs.circuit.probe-lease", longest,
                "cqrs.circuit.probe-healthy-after", longest,
                "Retry/jitter", longest,
                "StreamTimeout/idle", longest,
                "StreamTimeout/unit", "SECONDS",
                "CircuitBreaker/delay", longest);
        try (Deployed app = Deployed.with(properties, Centuries.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("Centuries");
        }
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
    void aParameterThatClientsWouldHaveToEncodeIsNone() {
        String report = refusal(Map.of("cqrs.sse.last-event-id-parameter", "last id"), Live.class);
        assertThat(report)
                .contains("'cqrs.sse.last-event-id-parameter' is 'last id'")
                .contains("such as lastEventId");
    }

    @Test
    void aSettingThatIsNoDuration() {
        String report = refusal(Map.of("cqrs.sse.heartbeat", "15s"), Live.class);
        assertOneProblem(report, "CQRS00113");
        assertThat(report).contains("'cqrs.sse.heartbeat' is '15s'").contains("PT15S");
    }

    @StreamingHandler
    static class TwoShapes extends Strings<Ask> implements EmittingRequestHandler<Ask, String> {
        @Override
        public void handle(Ask request, Emitter<String> emitter) {}
    }

    @Test
    void twoShapes() {
        assertOneProblem(refusal(TwoShapes.class), "CQRS00114", TwoShapes.class);
    }

    record GetOne() implements Request<String> {}

    static class Responds implements RequestHandler<GetOne, String> {
        @Override
        public String handle(GetOne request) {
            return "one";
        }
    }

    @StreamingHandler
    static class StreamingResponse extends Responds {}

    @RespondingHandler
    static class RespondingStream extends Strings<Ask> {}

    @Test
    void theWrongRoleForAShape() {
        assertThat(refusal(StreamingResponse.class)).contains("put @RespondingHandler on it");
        assertOneProblem(refusal(StreamingResponse.class), "CQRS00115", StreamingResponse.class);
        assertOneProblem(refusal(RespondingStream.class), "CQRS00115", RespondingStream.class);
    }

    @RespondingHandler
    static class Responding extends Responds {}

    @Fallback(of = Responding.class, continuation = Continuation.SKIP_DELIVERED)
    static class ContinuingResponse extends Responds {}

    @Test
    void aContinuationOfASingleResponse() {
        assertOneProblem(refusal(Responding.class, ContinuingResponse.class), "CQRS00118", ContinuingResponse.class);
    }

    record AskBoth() implements StreamRequest<String>, Request<String> {}

    @StreamingHandler
    static class StreamOfBoth extends Strings<AskBoth> {}

    @Fallback(of = StreamOfBoth.class)
    static class ResponseOfBoth implements RequestHandler<AskBoth, String> {
        @Override
        public String handle(AskBoth request) {
            return "one";
        }
    }

    @Test
    void aResponseInTheChainOfAStream() {
        assertOneProblem(
                refusal(StreamOfBoth.class, ResponseOfBoth.class),
                "CQRS00119",
                StreamOfBoth.class,
                ResponseOfBoth.class);
    }

    @StreamingHandler
    @Timeout(100)
    static class TimedCall extends Strings<Ask> {}

    @StreamingHandler
    static class AsynchronousCall extends Strings<Ask> {
        @Override
        @Asynchronous
        public Stream<String> handle(Ask request) {
            return super.handle(request);
        }
    }

    @Test
    void policiesOfCallsOnAStream() {
        assertThat(refusal(TimedCall.class)).contains(Timeout.class.getName()).contains("StreamTimeout");
        assertOneProblem(refusal(TimedCall.class), "CQRS00116", TimedCall.class);
        assertOneProblem(refusal(AsynchronousCall.class), "CQRS00116", AsynchronousCall.class);
    }

    @Fallback(of = Live.class)
    @Retry
    static class RetriedFallback extends Strings<Ask> {}

    @Test
    void aRetryOfAFallback() {
        assertOneProblem(refusal(Live.class, RetriedFallback.class), "CQRS00117", RetriedFallback.class);
    }

    @StreamingHandler
    @StreamTimeout(idle = -1)
    static class NegativeLimit extends Strings<Ask> {}

    @StreamingHandler
    @Bulkhead(0)
    static class NoPlace extends Strings<Ask> {}

    @StreamingHandler
    @Retry(delay = 500, maxDuration = 200)
    static class TooLateToRetry extends Strings<Ask> {}

    @Test
    void otherPoliciesOutOfRange() {
        assertThat(refusal(NegativeLimit.class))
                .contains("@StreamTimeout of '" + NegativeLimit.class.getName() + "' has idle = PT-0.001S");
        assertOneProblem(refusal(NegativeLimit.class), "CQRS00110", NegativeLimit.class);
        assertThat(refusal(NoPlace.class)).contains("value = 0, allowed: 1 or more");
        assertOneProblem(refusal(NoPlace.class), "CQRS00110", NoPlace.class);
        assertThat(refusal(TooLateToRetry.class)).contains("maxDuration = PT0.2S, allowed: 0, or more than the delay");
        assertOneProblem(refusal(TooLateToRetry.class), "CQRS00110", TooLateToRetry.class);
    }

    @Test
    void aPropertyThatIsNeitherANumberNorADuration() {
        String report =
                refusal(Map.of(NegativeLimit.class.getName() + "/StreamTimeout/idle", "5s"), NegativeLimit.class);
        assertOneProblem(report, "CQRS00110", NegativeLimit.class);
        assertThat(report).contains("idle = '5s', required: a number of Millis, or an ISO-8601 duration");
    }

    @Test
    void aSettingThatIsNoPositiveNumber() {
        String report = refusal(Map.of("cqrs.events.concurrency", "0"), Live.class);
        assertOneProblem(report, "CQRS00113");
        assertThat(report).contains("a whole number of 1 or more");
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

    @Test
    void originsThatAreNotExactAndLimitsThatAreNone() {
        String report = refusal(
                Map.of(
                        "cqrs.http.origins",
                        "https://app.example.org,*",
                        "cqrs.http.body-limit",
                        "64K",
                        "cqrs.http.query-limit",
                        "0"),
                Live.class);
        assertThat(report)
                .contains("CQRS00100: The deployment has 3 problem(s)")
                .contains("CQRS00113: The property 'cqrs.http.origins' is 'https://app.example.org,*', required: exact")
                .contains("CQRS00113: The property 'cqrs.http.body-limit' is '64K', required: a whole number")
                .contains("CQRS00113: The property 'cqrs.http.query-limit' is '0', required: a whole number");
    }
}
