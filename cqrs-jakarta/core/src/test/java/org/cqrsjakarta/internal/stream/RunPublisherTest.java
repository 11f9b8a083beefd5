package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.junit.jupiter.api.Test;

/** A chain as a publisher, beside what the TCK asks of it. */
class RunPublisherTest {

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();
    private final Script script =
            harness.script("live", IntStream.range(0, 5).boxed().toList(), null);
    private final RunPublisher<Script.Item> publisher =
            new RunPublisher<>(() -> harness.run(List.of(harness.primary(script, circuit))), harness.engine.threads());

    /** Does as the test says, and notes what it was told. */
    private class Subscriber implements Flow.Subscriber<Script.Item> {

        final List<Object> signals = Collections.synchronizedList(new ArrayList<>());
        final Semaphore items = new Semaphore(0);
        final CountDownLatch end = new CountDownLatch(1);
        Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Script.Item item) {
            signals.add(item.key());
            items.release();
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure);
            end.countDown();
        }

        @Override
        public void onComplete() {
            signals.add("complete");
            end.countDown();
        }
    }

    private Subscriber subscribed() {
        Subscriber subscriber = new Subscriber();
        publisher.subscribe(subscriber);
        return subscriber;
    }

    @Test
    void nothingRunsBeforeTheFirstRequestAndNothingMoreThanRequested() throws InterruptedException {
        Subscriber subscriber = subscribed();
        assertThat(script.created).hasValue(0);
        subscriber.subscription.request(2);
        subscriber.items.acquire(2);
        assertThat(harness.journal).doesNotContain("live produced 2");
        subscriber.subscription.request(1);
        subscriber.items.acquire();
        assertThat(subscriber.signals).containsExactly(0, 1, 2);
        subscriber.subscription.cancel();
        harness.awaitThreads();
    }

    @Test
    void whereNoThreadCanBeStartedTheSubscriberIsToldAndNothingRuns() throws InterruptedException {
        Error lack = new OutOfMemoryError("no thread");
        Subscriber subscriber = new Subscriber();
        new RunPublisher<>(() -> harness.run(List.of(harness.primary(script, circuit))), (name, task) -> {
                    throw lack;
                })
                .subscribe(subscriber);
        subscriber.subscription.request(1);
        subscriber.end.await();
        subscriber.subscription.request(1);
        assertThat(subscriber.signals).containsExactly(lack);
        assertThat(script.created).hasValue(0);
        assertThat(circuit.outcomes).isEmpty();
    }

    @Test
    void requestsAddUpAndTheEndComesWithTheRequestAfterTheLastItem() throws InterruptedException {
        Subscriber subscriber = subscribed();
        subscriber.subscription.request(1);
        subscriber.subscription.request(4);
        subscriber.items.acquire(5);
        assertThat(subscriber.signals).containsExactly(0, 1, 2, 3, 4);
        subscriber.subscription.request(1);
        subscriber.end.await();
        assertThat(subscriber.signals).endsWith("complete");
        assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
    }

    @Test
    void anyDemandBeyondCountingIsAllThereIs() throws InterruptedException {
        Subscriber subscriber = subscribed();
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.end.await();
        assertThat(subscriber.signals).hasSize(6);
    }

    @Test
    void cancellingClosesTheStreamAndNoCircuitCountsIt() throws InterruptedException {
        Subscriber subscriber = subscribed();
        subscriber.subscription.request(1);
        subscriber.items.acquire();
        subscriber.subscription.cancel();
        subscriber.subscription.cancel();
        subscriber.subscription.request(5);
        harness.awaitThreads();
        assertThat(subscriber.signals).containsExactly(0);
        assertThat(script.account()).containsExactly(1, 1, 1, 1);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void cancellingFromOnNextEndsItToo() throws InterruptedException {
        Subscriber subscriber = new Subscriber() {
            @Override
            public void onNext(Script.Item item) {
                super.onNext(item);
                subscription.cancel();
            }
        };
        publisher.subscribe(subscriber);
        subscriber.subscription.request(3);
        subscriber.items.acquire();
        harness.awaitThreads();
        assertThat(subscriber.signals).containsExactly(0);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aDemandThatIsNoneIsAnError() throws InterruptedException {
        for (long bad : new long[] {0, -1, Long.MIN_VALUE}) {
            Subscriber subscriber = subscribed();
            subscriber.subscription.request(bad);
            subscriber.end.await();
            assertThat(subscriber.signals)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            IllegalArgumentException.class,
                            failure -> assertThat(failure)
                                    .hasMessageContaining("CQRS00206")
                                    .hasMessageContaining(String.valueOf(bad)));
        }
    }

    @Test
    void aSubscriberThatThrowsIsCancelled() throws InterruptedException {
        Subscriber subscriber = new Subscriber() {
            @Override
            public void onNext(Script.Item item) {
                super.onNext(item);
                throw new IllegalStateException("a subscriber's own trouble");
            }
        };
        publisher.subscribe(subscriber);
        subscriber.subscription.request(3);
        subscriber.items.acquire();
        harness.awaitThreads();
        assertThat(subscriber.signals).containsExactly(0);
        assertThat(script.account()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void eachSubscriberHasAStreamOfItsOwn() throws InterruptedException {
        for (int i = 1; i <= 2; i++) {
            Subscriber subscriber = subscribed();
            subscriber.subscription.request(9);
            subscriber.end.await();
            assertThat(script.created).hasValue(i);
        }
    }
}
