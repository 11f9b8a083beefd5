package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.source.Opened.Emission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers, and observers of their events, that consume streams: what they raise meanwhile is their own. */
@ParameterizedClass
@MethodSource("everyKindInEveryKind")
class NestedEventsTest {

    static Stream<Arguments> everyKindInEveryKind() {
        List<Kind> kinds = List.of(Kind.PULLED, Kind.EMITTED, Kind.PULLED_WITH_LIMITS, Kind.EMITTED_WITH_LIMITS);
        return kinds.stream().flatMap(outer -> kinds.stream().map(inner -> Arguments.of(outer, inner)));
    }

    /** The ways in which a handler consumes another stream. */
    enum Nesting {
        FOR_EACH {
            @Override
            void consume(Stream<Integer> inner, Consumer<Integer> action) {
                inner.forEach(action);
            }
        },
        ITERATOR {
            @Override
            void consume(Stream<Integer> inner, Consumer<Integer> action) {
                for (Iterator<Integer> items = inner.iterator(); items.hasNext(); ) {
                    action.accept(items.next());
                }
            }
        },
        FLAT_MAP {
            @Override
            void consume(Stream<Integer> inner, Consumer<Integer> action) {
                Stream.of(1).flatMap(one -> inner.peek(action)).forEach(item -> {});
            }
        };

        abstract void consume(Stream<Integer> inner, Consumer<Integer> action);
    }

    private final DomainEvents events = new InjectedDomainEvents(null);
    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    private Consumer<Object> observer = event -> {};
    private final Kind outer;
    private final Kind inner;
    private final EngineHarness harness;

    NestedEventsTest(Kind outer, Kind inner) {
        this.outer = outer;
        this.inner = inner;
        this.harness = new EngineHarness(outer, inner, Consumption.PULL, event -> {
            seen.add(event);
            observer.accept(event);
        });
    }

    /** A handler that pulls or pushes what is emitted, all at once where it pulls. */
    private static Opened<Integer> opened(Kind kind, Emission<Integer> emission) {
        return switch (kind.shape) {
            case PULLED, FLATTENED ->
                new Opened.Pulled<>(
                        Stream.<Integer>of(0).mapMulti((ignored, sink) -> emitAll(emission, emitterOf(sink))));
            case EMITTED -> new Opened.Emitted<>(emission);
            case PUBLISHED -> throw new IllegalArgumentException("raises elsewhere");
        };
    }

    private static Emitter<Integer> emitterOf(Consumer<Integer> sink) {
        return new Emitter<>() {
            @Override
            public void emit(Integer item) {
                sink.accept(item);
            }

            @Override
            public boolean isCancelled() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void onTermination(Runnable action) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static void emitAll(Emission<Integer> emission, Emitter<Integer> sink) {
        try {
            emission.to(sink);
        } catch (Exception e) {
            throw Causes.<RuntimeException>rethrow(e);
        }
    }

    private StreamRun<Integer> run(String name, Kind kind, Supplier<Opened<Integer>> opening) {
        HandlerSource<Integer> handlers =
                () -> EngineHarness.opening(opening.get()).obtain();
        return harness.engine.prepare(
                new Chain<>(List.of(EngineHarness.step(name, handlers, Circuit.NONE, null, kind))),
                "a request",
                StreamContext.ENCLOSING,
                SwitchoverListener.NONE);
    }

    /** Gives 0 and 1, one after the other whatever its kind, and raises before each and at the end. */
    private StreamRun<Integer> innerRun() {
        Iterator<Integer> items = List.of(0, 1).iterator();
        return run("Inner", inner, () -> switch (inner.shape) {
            case PULLED, FLATTENED ->
                new Opened.Pulled<>(Stream.concat(
                        Stream.of(0, 1).peek(item -> events.raise("inner " + item)),
                        Stream.<Integer>of(0).mapMulti((ignored, sink) -> events.raise("inner end"))));
            default ->
                new Opened.Emitted<>(emitter -> {
                    while (items.hasNext()) {
                        Integer item = items.next();
                        events.raise("inner " + item);
                        emitter.emit(item);
                    }
                    events.raise("inner end");
                });
        });
    }

    private void consume(StreamRun<Integer> run) {
        run.forEachRemaining(item -> seen.add("item " + item));
    }

    @ParameterizedTest
    @EnumSource
    void whatAHandlerRaisesWhileItConsumesBelongsToItsOwnStep(Nesting nesting) throws InterruptedException {
        consume(run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    nesting.consume(PulledStream.of(innerRun()), item -> events.raise("outer " + item));
                    emitter.emit(7);
                    events.raise("outer end");
                })));
        harness.awaitThreads();
        List<Object> own = seen.stream()
                .filter(event -> !event.toString().startsWith("inner"))
                .toList();
        List<Object> ofInner = seen.stream()
                .filter(event -> event.toString().startsWith("inner"))
                .toList();
        assertThat(ofInner).containsExactly("inner 0", "inner 1", "inner end");
        assertThat(own).containsExactly("outer 0", "outer 1", "item 7", "outer end");
        assertThat(seen.indexOf("inner end")).isLessThan(seen.indexOf("item 7"));
    }

    @ParameterizedTest
    @EnumSource
    void anItemThatIsEmittedMeanwhileTakesAlongWhatWasRaisedForIt(Nesting nesting) {
        consume(run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    nesting.consume(PulledStream.of(innerRun()), item -> {
                        events.raise("outer " + item);
                        emitter.emit(item + 10);
                    });
                })));
        assertThat(seen.stream()
                        .filter(event -> event.toString().startsWith("outer")
                                || event.toString().startsWith("item")))
                .containsExactlyInAnyOrder("outer 0", "item 10", "outer 1", "item 11");
        assertThat(seen.indexOf("outer 0")).isLessThan(seen.indexOf("item 10"));
        assertThat(seen.indexOf("outer 1")).isLessThan(seen.indexOf("item 11"));
    }

    @ParameterizedTest
    @EnumSource
    void threeDeepTheOneInTheMiddleRaisesForItself(Nesting nesting) {
        Supplier<StreamRun<Integer>> middle = () -> run(
                "Middle",
                inner,
                () -> opened(inner, emitter -> {
                    nesting.consume(PulledStream.of(innerRun()), item -> events.raise("middle " + item));
                    emitter.emit(5);
                }));
        consume(run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    nesting.consume(PulledStream.of(middle.get()), item -> events.raise("outer " + item));
                    emitter.emit(7);
                })));
        assertThat(seen)
                .containsSubsequence("middle 0", "middle 1", "outer 5", "item 7")
                .containsOnlyOnce("middle 0", "middle 1", "outer 5");
    }

    /** As {@code send} does: one item, which is taken and nothing else. */
    @ParameterizedTest
    @EnumSource
    void whatIsRaisedAfterAResponseOfAnotherHandlerIsTheCallersAgain(Nesting nesting) {
        consume(run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    List<Integer> response = new ArrayList<>();
                    try (StreamRun<Integer> sent = innerRun()) {
                        sent.forEachRemaining(response::add);
                    }
                    events.raise("outer " + response);
                    nesting.consume(PulledStream.of(innerRun()), item -> {});
                    emitter.emit(7);
                })));
        assertThat(seen).endsWith("outer [0, 1]", "item 7");
    }

    @ParameterizedTest
    @EnumSource
    void anObserverThatConsumesRaisesIntoTheTurnThatItBelongsTo(Nesting nesting) {
        observer = event -> {
            if (event.equals("asked")) {
                nesting.consume(PulledStream.of(innerRun()), item -> events.raise("observer " + item));
            }
        };
        consume(run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    events.raise("asked");
                    emitter.emit(7);
                })));
        assertThat(seen)
                .containsExactly("asked", "inner 0", "inner 1", "inner end", "observer 0", "observer 1", "item 7");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverConsumesTheOutermostIsNoHandlerStill(Nesting nesting) {
        StreamRun<Integer> run = run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    nesting.consume(PulledStream.of(innerRun()), item -> {});
                    emitter.emit(7);
                }));
        assertThatThrownBy(() -> run.forEachRemaining(item -> events.raise("consumer")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CQRS00700");
        run.close();
        assertThat(seen).doesNotContain("consumer");
    }

    @Test
    void aConsumerThatHasItsHandlerCallItOnceMoreIsAConsumerStill() {
        AtomicReference<Emitter<Integer>> handlers = new AtomicReference<>();
        consume(run(
                "Outer",
                outer,
                () -> opened(outer, emitter -> {
                    run(
                                    "Inner",
                                    Kind.EMITTED,
                                    () -> new Opened.Emitted<>(own -> {
                                        handlers.set(own);
                                        own.emit(0);
                                        events.raise("inner end");
                                    }))
                            .forEachRemaining(item -> {
                                if (item == 0) {
                                    handlers.get().emit(1);
                                    events.raise("outer");
                                }
                            });
                    emitter.emit(7);
                })));
        assertThat(seen).containsExactly("inner end", "outer", "item 7");
    }
}
