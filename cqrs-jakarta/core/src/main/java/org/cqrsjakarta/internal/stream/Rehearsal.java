package org.cqrsjakarta.internal.stream;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A stream that switches over and is left, seen by nobody. After it every class is loaded that ends a step: the first end
 * may come on a stack that is exhausted, where a class that cannot be loaded once never can be again.
 */
final class Rehearsal {

    private Rehearsal() {}

    static void of(Time time) {
        StreamEngine engine = new StreamEngine(
                time,
                Threads.VIRTUAL,
                new Random(0),
                event -> {},
                new EventTurns(event -> {}, 1),
                new OpenRuns(),
                () -> "rehearsal");
        Step<Integer> failing = step(Stream.generate(Rehearsal::fail), null);
        Step<Integer> next = step(
                Stream.of(1, 2),
                new FallbackRule(new FailureFilter(List.of(Exception.class), List.of()), Continuation.RESTART, 1));
        StreamRun<Integer> run = engine.prepare(
                new Chain<>(List.of(failing, next)), "", StreamContext.ENCLOSING, SwitchoverListener.NONE);
        var unusedItem = run.next();
        // The first stack of the JVM loads classes, too: whoever leaves asks for one.
        var unusedStack = Thread.currentThread().getStackTrace();
        run.close();
        run.close();
        var unusedEnd = run.leftByConsumer();
        var terminations = new Terminations();
        if (terminations.add(run::close)) {
            terminations.close();
        }
    }

    private static Integer fail() {
        throw Causes.<RuntimeException>rethrow(new IOException("rehearsed"));
    }

    private static Step<Integer> step(Stream<Integer> items, @Nullable FallbackRule rule) {
        HandlerInstance<Integer> handler = new HandlerInstance<>() {
            @Override
            public Opened<Integer> open(Object request, @Nullable Switchover<Integer> switchover) {
                return new Opened.Pulled<>(items);
            }

            @Override
            public void release() {}
        };
        Guards guards = Guards.of("rehearsal", Circuit.NONE, new Bulkhead(1), RetryRule.NONE, Limits.NONE);
        return new Step<>("rehearsal", Rehearsal.class, Shape.PULLED, () -> handler, guards, rule);
    }
}
