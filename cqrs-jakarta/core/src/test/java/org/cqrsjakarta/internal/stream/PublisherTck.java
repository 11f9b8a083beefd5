package org.cqrsjakarta.internal.stream;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The Reactive Streams TCK, applied to a chain as a publisher. An optional test that does not apply is skipped by its
 * name, with the reason.
 */
abstract class PublisherTck extends FlowPublisherVerification<Long> {

    private static final long PATIENCE_MILLIS = 1_500;
    private static final long COLLECTED_WITHIN_MILLIS = 20_000;
    private static final long SILENCE_MILLIS = 50;

    private final StreamEngine engine = new StreamEngine(
            new ManualTime(),
            Threads.VIRTUAL,
            new Random(1),
            event -> {},
            new EventTurns(event -> {}, 1),
            new OpenRuns(),
            () -> "s1");

    PublisherTck() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS), COLLECTED_WITHIN_MILLIS);
    }

    /** The chain that gives so many items. */
    abstract Chain<Long> chain(long elements);

    static Step<Long> step(String name, Stream<Long> items, Circuit circuit, FallbackRule takeover) {
        return EngineHarness.step(name, EngineHarness.opening(items), circuit, takeover);
    }

    static FallbackRule goingOn() {
        return EngineHarness.takeover(Continuation.SKIP_DELIVERED, 0);
    }

    static Stream<Long> items(long elements) {
        return LongStream.range(0, elements).boxed();
    }

    /** So many items, and then a failure. */
    static Stream<Long> cutAfter(long elements) {
        return Stream.concat(items(elements), Stream.of(0L).map(ignored -> {
            throw Causes.<RuntimeException>rethrow(new IOException("cut"));
        }));
    }

    private Flow.Publisher<Long> publisher(LongFunction<Chain<Long>> chain, long elements) {
        return new RunPublisher<>(
                () -> engine.prepare(
                        chain.apply(elements), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE),
                Threads.VIRTUAL);
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return publisher(this::chain, elements);
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        return publisher(elements -> new Chain<>(List.of(step("Failing", cutAfter(0), Circuit.NONE, null))), 0);
    }

    /** The test collects garbage once, when the stream's thread may still be on its way out. */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        Thread collecting = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        });
        try {
            super.required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber();
        } finally {
            collecting.interrupt();
            collecting.join();
        }
    }

    @Override
    @Test
    public void optional_spec104_mustSignalOnErrorWhenFails() {
        throw new SkipException("1.4: the test expects an error without any demand; ours comes with the first request,"
                + " since nothing runs before");
    }

    @Override
    @Test
    public void
            required_spec109_mayRejectCallsToSubscribeIfPublisherIsUnableOrUnwillingToServeThemRejectionMustTriggerOnErrorAfterOnSubscribe() {
        throw new SkipException("1.9: no subscriber is rejected; a request without handlers is refused by publisher()");
    }
}
