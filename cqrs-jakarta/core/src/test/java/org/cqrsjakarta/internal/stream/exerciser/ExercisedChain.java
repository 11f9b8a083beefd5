package org.cqrsjakarta.internal.stream.exerciser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.stream.exerciser.ExercisedHandler.Temper;
import org.cqrsjakarta.spi.Time;

/** A chain of handlers with whatever may stand around them. */
final class ExercisedChain {

    /** One of its steps. */
    record Link(
            Form form,
            Continuation continuation,
            boolean continues,
            boolean isLimited,
            int places,
            Bulkhead bulkhead,
            CountedCircuit circuit) {

        @Override
        public String toString() {
            return form
                    + (continues ? " continuing" : " " + continuation)
                    + (isLimited ? " limited" : "")
                    + (places == 0 ? "" : " at most " + places)
                    + (circuit.guarded() == null ? "" : " guarded");
        }
    }

    static final int MOST_STEPS = 4;

    final List<Link> links = new ArrayList<>();
    final int length;
    final Chain<Item> chain;
    private final SplittableRandom random;

    ExercisedChain(Round round, SplittableRandom random, Time circuitTime) {
        this.random = random;
        // Beyond the queue of a source in one of five.
        length = random.nextInt(random.nextInt(5) == 0 ? 150 : 12);
        int count = 1 + random.nextInt(MOST_STEPS);
        List<Step<Item>> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Link link = link(i, circuitTime);
            links.add(link);
            steps.add(step(round, link, i, i == count - 1));
        }
        chain = new Chain<>(steps);
    }

    /** One of a single handler in which nothing goes wrong. */
    static Chain<Item> calm(Round round, int length) {
        HandlerSource<Item> handler = new ExercisedHandler(round, 0, Form.SPLITERATOR, false, length, Temper.CALM, 0);
        return new Chain<>(List.of(new Step<>(
                "Calm", ExercisedChain.class, Shape.PULLED, handler, Guards.of("Calm", Circuit.NONE), null)));
    }

    private Link link(int number, Time circuitTime) {
        boolean continues = number > 0 && random.nextInt(4) == 0;
        Continuation any = Continuation.values()[random.nextInt(Continuation.values().length)];
        int places = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(2);
        return new Link(
                Form.values()[random.nextInt(Form.values().length)],
                number == 0 || continues ? Continuation.RESTART : any,
                continues,
                random.nextInt(3) == 0,
                places,
                places == 0 ? Bulkhead.NONE : new Bulkhead(places),
                new CountedCircuit(random.nextInt(3) == 0 ? Circuit.NONE : circuit(circuitTime)));
    }

    private GuardedCircuit circuit(Time time) {
        return new GuardedCircuit(
                "Guarded",
                new CircuitPolicy(
                        List.of(Throwable.class),
                        List.of(IllegalArgumentException.class),
                        millis(1, 5),
                        1 + random.nextInt(4),
                        random.nextBoolean() ? 1.0 : 0.5,
                        1 + random.nextInt(2)),
                new ProbeRules(millis(0, 3), millis(1, 10)),
                time,
                (name, from, to) -> {});
    }

    private Duration millis(int from, int to) {
        return Duration.ofMillis(random.nextInt(from, to + 1));
    }

    private Step<Item> step(Round round, Link link, int number, boolean isLast) {
        Limits limits = link.isLimited() ? new Limits(millis(1, 20), millis(1, 20), millis(5, 50)) : Limits.NONE;
        String name = "Step" + number;
        return new Step<>(
                name,
                ExercisedChain.class,
                link.form().shape,
                new ExercisedHandler(
                        round,
                        number,
                        link.form(),
                        link.continues(),
                        length,
                        isLast ? Temper.TAME : Temper.WILD,
                        random.nextLong()),
                Guards.of(name, link.circuit(), link.bulkhead(), retry(), limits),
                number == 0 ? null : new FallbackRule(filter(), link.continuation(), random.nextInt(4)));
    }

    private RetryRule retry() {
        return random.nextInt(3) > 0
                ? RetryRule.NONE
                : new RetryRule(
                        1 + random.nextInt(3),
                        millis(0, 2),
                        random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(50),
                        millis(0, 1),
                        List.of(Exception.class),
                        List.of());
    }

    private FailureFilter filter() {
        return new FailureFilter(
                List.of(random.nextInt(4) == 0 ? Throwable.class : Exception.class),
                random.nextInt(8) == 0 ? List.of(IllegalArgumentException.class) : List.of());
    }

    @Override
    public String toString() {
        return length + " items by " + links;
    }
}
