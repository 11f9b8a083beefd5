package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.source.Apart;
import org.cqrsjakarta.internal.source.Emission;
import org.cqrsjakarta.internal.source.HandedOver;
import org.cqrsjakarta.internal.source.ItemSink;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Occupancy;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.source.PublishedApart;
import org.cqrsjakarta.internal.source.PulledSource;
import org.cqrsjakarta.internal.source.Shape;
import org.cqrsjakarta.internal.source.Source;
import org.cqrsjakarta.internal.source.StepEmitter;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.jspecify.annotations.Nullable;

/**
 * One run of one step: its handler, its source, and what the client is given of it. One thread consumes; any thread may
 * settle.
 */
final class StepRun<R> implements Stage {

    private final Step<R> step;
    private final Permit permit;
    private final @Nullable Switchover<R> switchover;
    private final Surroundings around;
    private final RaisedEvents raised = new RaisedEvents();
    private final Settlement settlement;
    private final Occupancy occupancy;
    private final CarrierTurns turns;

    private @Nullable Source<R> source;
    private List<Object> events = List.of();
    private long toSkip;

    StepRun(Step<R> step, Admission.Pass pass, @Nullable Switchover<R> switchover, Surroundings around) {
        this.step = step;
        this.permit = pass.permit();
        this.switchover = switchover;
        this.around = around;
        this.settlement = new Settlement(around, step.name(), pass);
        this.occupancy = settlement.occupancy();
        this.turns = new CarrierTurns(around.time());
        this.toSkip = switchover != null && step.goesOnBy(Continuation.SKIP_DELIVERED) ? switchover.position() : 0;
    }

    Step<R> step() {
        return step;
    }

    /** What ends it. */
    Settlement settlement() {
        return settlement;
    }

    /** The domain events that belong to the item that was produced last. */
    List<Object> events() {
        return events;
    }

    /** What the step has raised, and no item has taken along. */
    RaisedEvents raised() {
        return raised;
    }

    /**
     * Produces the next item of the step that the client has not been given yet.
     *
     * @return the item; {@code null} at the step's normal end
     * @throws Throwable what the handler or its source threw
     */
    @Nullable
    R next(Raising raising, Delivered<R> delivered) throws Throwable {
        while (true) {
            R item = step.runsApart() ? taken() : pulled(raising);
            if (item == null || isWanted(item, delivered)) {
                return item;
            }
        }
    }

    /** On the consumer's own thread, which is within the handler meanwhile. */
    private @Nullable R pulled(Raising raising) throws Throwable {
        failUnless(occupancy.enter());
        raising.into(raised);
        try {
            Source<R> current = source;
            if (current == null) {
                current = here(open());
                source = current;
            }
            R item = current.next();
            events = item == null ? List.of() : current.events();
            return item;
        } finally {
            raising.into(null);
            occupancy.exit();
        }
    }

    /** From a thread of the source's own. */
    private @Nullable R taken() throws Throwable {
        Source<R> current = source;
        if (current == null) {
            failUnless(!occupancy.isLeft());
            current = startedApart();
            source = current;
        }
        R item = current.next();
        events = item == null ? List.of() : current.events();
        return item;
    }

    /**
     * Gives all further items of the step to the consumer, on this thread where the handler can push.
     *
     * @throws Throwable what the handler, its source or the consumer threw
     */
    void forEachRemaining(Raising raising, Delivered<R> delivered, Consumer<R> consumer) throws Throwable {
        if (source == null && step.canPushToItsConsumer()) {
            push(raising, delivered, consumer);
            return;
        }
        for (R item = next(raising, delivered); item != null; item = next(raising, delivered)) {
            consumer.accept(item);
        }
    }

    private void push(Raising raising, Delivered<R> delivered, Consumer<R> consumer) throws Throwable {
        failUnless(occupancy.enter());
        raising.into(raised);
        try {
            emit(open(), raising, (item, itsEvents) -> {
                failUnless(!occupancy.isLeft());
                if (isWanted(item, delivered)) {
                    events = itsEvents;
                    occupancy.calling(true);
                    try {
                        consumer.accept(item);
                    } finally {
                        occupancy.calling(false);
                    }
                }
            });
        } finally {
            raising.into(null);
            occupancy.exit();
        }
    }

    private void emit(Opened<R> opening, Raising raising, ItemSink<R> sink) throws Throwable {
        Emission<R> emission = ((Opened.Emitted<R>) opening).emission();
        new StepEmitter<>(step.name(), sink, raised, raising).run(emission);
    }

    /** Without this look a source that only repeats what was delivered could never be left. */
    private static void failUnless(boolean wanted) {
        if (!wanted) {
            throw new CancellationException();
        }
    }

    private boolean isWanted(R item, Delivered<R> delivered) {
        if (permit.watchesItems()) {
            permit.item();
        }
        boolean wanted;
        if (toSkip > 0) {
            toSkip--;
            wanted = false;
        } else {
            boolean isNew = delivered.addKeyOf(item, step);
            wanted = (isNew || !step.goesOnBy(Continuation.DISTINCT)) && !delivered.had(item);
        }
        if (!wanted) {
            // Its consumer is not told of it, and cannot let others run.
            turns.worked();
        }
        return wanted;
    }

    private Apart<R> startedApart() {
        Limits limits = step.guards().limits();
        Apart<R> started = step.shape() == Shape.PUBLISHED
                ? new PublishedApart<>(
                        step.name(), this::openPublisher, raised, limits, around.time(), around.threads(), occupancy)
                : new HandedOver<>(
                        step.name(), this::produce, raised, limits, around.time(), around.threads(), occupancy);
        settlement.takes(started);
        return started;
    }

    /** Runs the whole step into the sink, on a thread of its own. */
    private void produce(ItemSink<R> sink, Raising raising) throws Throwable {
        Opened<R> opening = open();
        if (opening instanceof Opened.Emitted<R>) {
            emit(opening, raising, sink);
            return;
        }
        Source<R> inner = here(opening);
        for (R item = inner.next(); item != null; item = inner.next()) {
            sink.accept(item, inner.events());
        }
    }

    private Flow.Publisher<R> openPublisher() throws Exception {
        return ((Opened.Published<R>) open()).publisher();
    }

    private Opened<R> open() throws Exception {
        HandlerInstance<R> handler = step.handlers().obtain();
        settlement.tenancy().holds(handler);
        return handler.open(around.request(), switchover);
    }

    private Source<R> here(Opened<R> opening) throws Exception {
        Stream<R> items = ((Opened.Pulled<R>) opening).items();
        if (!settlement.tenancy().holds(items)) {
            items.close();
        }
        failUnless(!occupancy.isLeft());
        return new PulledSource<>(step.name(), items, raised);
    }
}
