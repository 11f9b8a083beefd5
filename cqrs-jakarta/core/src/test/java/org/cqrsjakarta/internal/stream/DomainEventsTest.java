package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What handlers raise is published before the item it belongs to, once or not at all. */
@ParameterizedClass
@MethodSource("everyKindConsumedInEveryWay")
class DomainEventsTest {

    static Stream<Arguments> everyKindConsumedInEveryWay() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Consumption.values()).map(way -> Arguments.of(kind, way)));
    }

    private final Kind kind;
    private final Consumption consumption;
    private final DomainEvents events = new InjectedDomainEvents(null);

    /** Events and items in the order in which they became visible outside. */
    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

    private final EngineHarness harness;

    DomainEventsTest(Kind kind, Consumption consumption) {
        this.kind = kind;
        this.consumption = consumption;
        this.harness = new EngineHarness(kind, kind, consumption, seen::add);
    }

    /** Raises an event before each item, and one at the end. */
    private final class Raising implements HandlerSource<Integer> {

        private final String name;
        private final int items;
        private final Exception failure;

        Raising(String name, int items, Exception failure) {
            this.name = name;
            this.items = items;
            this.failure = failure;
        }

        @Override
        public HandlerInstance<Integer> obtain() {
            return new HandlerInstance<>() {
                @Override
                public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                    return switch (kind.shape) {
                        case PULLED, FLATTENED -> new Opened.Pulled<>(stream());
                        case EMITTED -> new Opened.Emitted<>(emitter -> stream().forEach(emitter::emit));
                        case PUBLISHED -> new Opened.Published<Integer>(Raising.this::publish);
                    };
                }

                @Override
                public void release() {}
            };
        }

        private Stream<Integer> stream() {
            Stream<Integer> good =
                    Stream.iterate(0, key -> key + 1).limit(items).peek(key -> events.raise(name + " before " + key));
            Stream<Integer> end = Stream.of(0).mapMulti((ignored, sink) -> {
                events.raise(name + " at the end");
                if (failure != null) {
                    throw Causes.<RuntimeException>rethrow(failure);
                }
            });
            return Stream.concat(good, end);
        }

        private void publish(Flow.Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long more) {}

                @Override
                public void cancel() {}
            });
            try {
                stream().forEach(subscriber::onNext);
                subscriber.onComplete();
            } catch (Throwable e) {
                subscriber.onError(e);
            }
        }
    }

    private Step<Integer> primary(HandlerSource<Integer> handlers, RetryRule retry) {
        Guards guards = Guards.of("Live", Circuit.NONE, Bulkhead.NONE, retry, kind.limits);
        return new Step<>("Live", getClass(), kind.shape, handlers, guards, null);
    }

    private StreamRun<Integer> run(List<Step<Integer>> steps) {
        return harness.engine.prepare(
                new Chain<>(steps), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    private void consume(StreamRun<Integer> run) {
        consumption.into(run, new SeenList());
    }

    /** Takes items into what is seen. */
    private final class SeenList extends java.util.AbstractList<Integer> {
        @Override
        public boolean add(Integer item) {
            return seen.add(item);
        }

        @Override
        public Integer get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @Test
    void anEventIsPublishedBeforeItsItemAndTheLastOnesAtTheEnd() {
        consume(run(List.of(primary(new Raising("live", 2, null), RetryRule.NONE))));
        assertThat(seen).containsExactly("live before 0", 0, "live before 1", 1, "live at the end");
    }

    @Test
    void whatIsRaisedJustBeforeAFailureIsPublishedOnceBeforeTheNextStepBegins() {
        consume(run(List.of(
                primary(new Raising("live", 1, new IOException("cut")), RetryRule.NONE),
                step("Last", new Raising("last", 1, null), Circuit.NONE, takeover(Continuation.RESTART, 1), kind))));
        assertThat(seen).containsExactly("live before 0", 0, "live at the end", "last before 0", 0, "last at the end");
    }

    @Test
    void theEventsOfAnItemThatWasDeliveredAlreadyAreNotPublishedAgain() {
        consume(run(List.of(
                primary(new Raising("live", 2, new IOException("cut")), RetryRule.NONE),
                step(
                        "Last",
                        new Raising("last", 3, null),
                        Circuit.NONE,
                        takeover(Continuation.SKIP_DELIVERED, 1),
                        kind))));
        assertThat(seen)
                .containsExactly(
                        "live before 0",
                        0,
                        "live before 1",
                        1,
                        "live at the end",
                        "last before 2",
                        2,
                        "last at the end");
    }

    @Test
    void anAttemptThatIsTriedAgainPublishesWhatItRaised() {
        RetryRule once =
                new RetryRule(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(Exception.class), List.of());
        consume(run(List.of(primary(
                new Attempts<>(List.of(new Raising("first", 0, new IOException("1")), new Raising("second", 1, null))),
                once))));
        assertThat(seen).containsExactly("first at the end", "second before 0", 0, "second at the end");
    }

    @Test
    void whoeverLeavesHasSeenTheEventsOfItsItemsAndNoOthers() throws InterruptedException {
        StreamRun<Integer> run = run(List.of(primary(new Raising("live", 9, null), RetryRule.NONE)));
        seen.add(run.next());
        seen.add(run.next());
        run.close();
        harness.awaitThreads();
        assertThat(seen).containsExactly("live before 0", 0, "live before 1", 1);
    }

    @Test
    void theConsumerItselfIsNoHandler() {
        List<Throwable> refused = new ArrayList<>();
        run(List.of(primary(new Raising("live", 1, null), RetryRule.NONE)))
                .forEachRemaining(item -> refused.add(catchThrowable(() -> events.raise("by the consumer"))));
        assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> events.raise("afterwards"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CQRS00700");
        assertThat(seen).doesNotContain("by the consumer");
    }

    @Test
    void streamsInsideOfAHandlerKeepTheirEventsApart() {
        HandlerSource<Integer> outer = () -> new HandlerInstance<>() {
            @Override
            public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                events.raise("outer");
                StreamRun<Integer> inner = run(List.of(primary(new Raising("inner", 1, null), RetryRule.NONE)));
                inner.forEachRemaining(item -> {});
                return new Opened.Pulled<>(Stream.of(7));
            }

            @Override
            public void release() {}
        };
        Guards guards = Guards.of("Outer", Circuit.NONE, Bulkhead.NONE, RetryRule.NONE, Limits.NONE);
        consume(run(List.of(new Step<>("Outer", getClass(), Shape.PULLED, outer, guards, null))));
        assertThat(seen).containsExactly("inner before 0", "inner at the end", "outer", 7);
    }
}
