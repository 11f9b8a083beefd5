package org.cqrsjakarta.benchmarks;

import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A stream of four items of a fallback, the primary's circuit being OPEN; and of the same handler where it is no fallback. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SwitchoverWhileOpen {

    record Ask() implements StreamRequest<Integer> {}

    record AskAlone() implements StreamRequest<Integer> {}

    /** Is lost after two items. */
    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 2, delay = 1, delayUnit = ChronoUnit.DAYS)
    public static class Primary implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.lostAfterTwo();
        }
    }

    /** Gives all four. */
    @Fallback(of = Primary.class)
    public static class Rest implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Items.from(0);
        }
    }

    /** The same as a primary. */
    @StreamingHandler
    public static class Alone implements StreamingRequestHandler<AskAlone, Integer> {
        @Override
        public Stream<Integer> handle(AskAlone request) {
            return Items.from(0);
        }
    }

    /** The primary's circuit, open from the beginning to the end. */
    @State(Scope.Benchmark)
    public static class OpenCircuit {

        @Setup
        public void open(Application application, Blackhole consumer) {
            for (int i = 0; i < 2; i++) {
                consume(application, new Ask(), consumer);
            }
            if (application.circuitOf(Primary.class) != CircuitState.OPEN) {
                throw new IllegalStateException("The circuit is not open");
            }
        }
    }

    /** The loop's circuit, open as well. */
    @State(Scope.Benchmark)
    public static class OpenLoop {

        @Setup
        public void open(GuardedLoop loop) {
            loop.open();
        }
    }

    @Benchmark
    public void cqrsJakarta(Application application, ActiveRequest request, OpenCircuit circuit, Blackhole consumer) {
        consume(application, new Ask(), consumer);
    }

    @Benchmark
    public void cqrsJakartaFallbackAlone(Application application, ActiveRequest request, Blackhole consumer) {
        consume(application, new AskAlone(), consumer);
    }

    @Benchmark
    public void loopWithResilience4j(GuardedLoop peer, OpenLoop open, Blackhole consumer) {
        peer.stream(true, consumer);
    }

    private static void consume(Application application, StreamRequest<Integer> ask, Blackhole consumer) {
        try (Stream<Integer> items = application.mediator().stream(ask)) {
            items.forEach(consumer::consume);
        }
    }
}
