package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.source.Opened;
import org.junit.jupiter.api.Test;

/** Handlers that nobody will interrupt any more do not go on: the next thing that they wait for may never come. */
class LeftHandlerTest {

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();

    private StreamRun<Integer> run(HandlerSource<Integer> handlers) {
        Guards guards = Guards.of("Primary", circuit);
        Step<Integer> step = new Step<>("Primary", getClass(), Shape.EMITTED, handlers, guards, null);
        return harness.engine.prepare(
                new Chain<>(List.of(step)), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    /** Whoever leaves is the thread that it runs on, and does not interrupt itself. */
    @Test
    void oneThatPushesEndsWhereItsConsumerHasLeftFromWithin() {
        AtomicInteger reached = new AtomicInteger();
        StreamRun<Integer> run = run(opening(new Opened.Emitted<>(emitter -> {
            emitter.emit(1);
            reached.incrementAndGet();
        })));
        assertThat(catchThrowable(() -> run.forEachRemaining(item -> run.close())))
                .isInstanceOf(RunClosedException.class);
        assertThat(reached).hasValue(0);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    /** It was interrupted once, and has swallowed that. */
    @Test
    void oneThatWasLeftWhileItWasAskedIsNotRun() throws InterruptedException {
        AtomicInteger emissions = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        StreamRun<Integer> run = run(() -> new HandlerInstance<>() {
            @Override
            public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                asked.countDown();
                catchThrowable(() -> new CountDownLatch(1).await());
                return new Opened.Emitted<>(emitter -> emissions.incrementAndGet());
            }

            @Override
            public void release() {}
        });
        Thread consumer = Thread.ofVirtual().start(() -> catchThrowable(run::next));
        asked.await();
        run.close();
        consumer.join();
        harness.awaitThreads();
        assertThat(emissions).hasValue(0);
    }
}
