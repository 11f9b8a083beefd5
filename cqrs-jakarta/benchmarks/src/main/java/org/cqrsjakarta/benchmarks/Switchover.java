package org.cqrsjakarta.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** A stream whose source is lost after two items, behind a circuit that stays CLOSED; the fallback has the other two. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FailurePolicy.STREAMS)
public class Switchover {

    record Ask(boolean fails) implements StreamRequest<Integer> {}

    /** Is lost after two items when it is asked to. */
    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = FailurePolicy.WINDOW, failureRatio = 1)
    public static class Primary implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return request.fails() ? Items.lostAfterTwo() : Items.from(0);
        }
    }

    /** Has the rest. */
    @Fallback(of = Primary.class)
    public static class Rest implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.from(0);
        }

        @Override
        public Stream<Integer> handle(Ask request, org.cqrsjakarta.Switchover<Integer> switchover) {
            return Items.from(Math.toIntExact(switchover.position()));
        }
    }

    @Benchmark
    public void cqrsJakartaInRequest(Application application, ActiveRequest request, Blackhole consumer) {
        streams(application, consumer);
    }

    @Benchmark
    public void cqrsJakartaOutsideOfRequest(Application application, Blackhole consumer) {
        streams(application, consumer);
    }

    private static void streams(Application application, Blackhole consumer) {
        for (int i = 1; i < FailurePolicy.STREAMS; i++) {
            stream(application, new Ask(true), consumer);
        }
        stream(application, new Ask(false), consumer);
    }

    private static void stream(Application application, Ask ask, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(ask)) {
            items.forEach(consumer::consume);
        }
    }

    @Benchmark
    public void loopWithResilience4j(GuardedLoop peer, Blackhole consumer) {
        for (int i = 1; i < FailurePolicy.STREAMS; i++) {
            peer.stream(true, consumer);
        }
        peer.stream(false, consumer);
    }

    @Benchmark
    public void reactorWithResilience4j(GuardedFlux peer, Blackhole consumer) {
        for (int i = 1; i < FailurePolicy.STREAMS; i++) {
            peer.stream(true, consumer);
        }
        peer.stream(false, consumer);
    }

    @Benchmark
    public void mutinyWithGuard(GuardedMulti peer, Blackhole consumer) {
        for (int i = 1; i < FailurePolicy.STREAMS; i++) {
            peer.stream(true, consumer);
        }
        peer.stream(false, consumer);
    }
}
