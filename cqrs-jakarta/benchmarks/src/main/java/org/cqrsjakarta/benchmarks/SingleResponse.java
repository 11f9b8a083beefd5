package org.cqrsjakarta.benchmarks;

import io.smallrye.faulttolerance.api.Guard;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A single response of a handler behind a circuit. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SingleResponse {

    record Ask(Integer number) implements Request<Integer> {}

    /** Answers with the number that was sent. */
    @RespondingHandler
    @CircuitBreaker(requestVolumeThreshold = FailurePolicy.WINDOW, failureRatio = 1)
    public static class Handler implements RequestHandler<Ask, Integer> {
        @Override
        public Integer handle(Ask request) {
            return request.number();
        }
    }

    /** The circuits of others. */
    @State(Scope.Benchmark)
    public static class Circuits {

        private final Guard guard = Guard.create()
                .withCircuitBreaker()
                .requestVolumeThreshold(FailurePolicy.WINDOW)
                .failureRatio(1)
                .done()
                .build();
        private final io.github.resilience4j.circuitbreaker.CircuitBreaker resilience4j = FailurePolicy.resilience4j();
    }

    @Benchmark
    public @Nullable Integer cqrsJakarta(Application application, ActiveRequest request) {
        return application.mediator().send(new Ask(1));
    }

    @Benchmark
    public Integer guard(Circuits circuits) {
        return circuits.guard.get(() -> new Ask(1).number(), Integer.class);
    }

    @Benchmark
    public Integer resilience4j(Circuits circuits) {
        return circuits.resilience4j.executeSupplier(() -> new Ask(1).number());
    }
}
