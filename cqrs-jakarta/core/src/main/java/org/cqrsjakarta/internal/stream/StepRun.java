package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.source.Apart;
import org.cqrsjakarta.internal.source.Emission;
import org.cqrsjakarta.internal.source.HandedOver;
import org.cqrsjakarta.internal.source.ItemSink;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.source.PublishedApart;
import org.cqrsjakarta.internal.source.PulledSource;
import org.cqrsjakarta.internal.source.Shape;
import org.cqrsjakarta.internal.source.Source;
import org.cqrsjakarta.internal.source.StepEmitter;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.jspecify.annotations.Nullable;

/**
 * One run of one step: its pass, its handler and its source, each given back once. One thread consumes; {@link #settle}
 * may be called by another, at any time.
 */
final class StepRun<R> implements Stage {

    private final Step<R> step;
    private final Admission.Pass pass;
    private final @Nullable Switchover<R> switchover;
    private final Surroundings around;
    private final RaisedEvents raised = new RaisedEvents();
    private final CloseStack opened = new CloseStack();
    private final CarrierTurns turns;

    private @Nullable Source<R> source;

    /** Read by the thread that settles, as the next. */
    private volatile @Nullable Apart<R> apart;

    private volatile @Nullable Interruption interruption;
    private List<Object> events = List.of();
    private long toSkip;

    StepRun(Step<R> step, Admission.Pass pass, @Nullable Switchover<R> switchover, Surroundings around) {
        this.step = step;
        this.pass = pass;
        this.switchover = switchover;
        this.around = around;
        this.turns = new CarrierTurns(around.time());
        this.toSkip = switchover != null && step.goesOnBy(Continuation.SKIP_DELIVERED) ? switchover.position() : 0;
    }

    Step<R> step() {
        return step;
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
            failIfLeft();
            R item;
            raising.into(raised);
            try {
                Source<R> opened = source();
                item = opened.next();
                if (item == null) {
                    return null;
                }
                events = opened.events();
            } finally {
                raising.into(null);
            }
            if (isWanted(item, delivered)) {
                return item;
            }
        }
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

    /** Whether what it throws was thrown on its consumer's thread. */
    boolean runsOnItsConsumer() {
        return apart == null;
    }

    /**
     * Gives back pass, source and handler. Called once, by whoever owns the step's end.
     *
     * <p>What runs is stopped first: closing a source may need what its reader holds. One that does not stop is closed on
     * a thread of its own, so that nobody waits for it.
     *
     * @param onFailure is told what closing threw, on whatever thread
     */
    void settle(Outcome outcome, Consumer<Throwable> onFailure) {
        try {
            pass.permit().report(outcome);
        } finally {
            Apart<R> left = apart;
            if (left != null) {
                left.leave();
            }
            if (interruption != null) {
                interruption.close();
            }
            if (left != null && left.isBusy()) {
                var unused = around.threads().apply(() -> closeAll(onFailure));
            } else {
                closeAll(onFailure);
            }
        }
    }

    private void closeAll(Consumer<Throwable> onFailure) {
        Throwable failure;
        try {
            failure = opened.close();
        } finally {
            pass.bulkhead().leave();
        }
        if (failure != null) {
            onFailure.accept(failure);
        }
    }

    private void push(Raising raising, Delivered<R> delivered, Consumer<R> consumer) throws Throwable {
        Interruption pushing = new Interruption();
        interruption = pushing;
        failIfLeft();
        raising.into(raised);
        try {
            emit(open(), raising, (item, itsEvents) -> {
                failIfLeft();
                if (isWanted(item, delivered)) {
                    events = itsEvents;
                    pushing.suspend(true);
                    try {
                        consumer.accept(item);
                    } finally {
                        pushing.suspend(false);
                    }
                }
            });
        } finally {
            raising.into(null);
            pushing.end();
        }
    }

    private void emit(Opened<R> opening, Raising raising, ItemSink<R> sink) throws Throwable {
        Emission<R> emission = ((Opened.Emitted<R>) opening).emission();
        new StepEmitter<>(step.name(), sink, raised, raising).run(emission);
    }

    private void failIfLeft() {
        if (opened.isClosed()) {
            // Without this look a source that only repeats what was delivered could never be left.
            throw new CancellationException();
        }
    }

    private boolean isWanted(R item, Delivered<R> delivered) {
        Permit permit = pass.permit();
        if (permit.watchesItems()) {
            permit.item();
        }
        boolean wanted;
        if (toSkip > 0) {
            toSkip--;
            wanted = false;
        } else {
            boolean isNew = delivered.addKeyOf(item, step.name());
            wanted = (isNew || !step.goesOnBy(Continuation.DISTINCT)) && !delivered.had(item);
        }
        if (!wanted) {
            // Its consumer is not told of it, and cannot let others run.
            turns.worked();
        }
        return wanted;
    }

    private Source<R> source() throws Exception {
        Source<R> current = source;
        if (current == null) {
            current = step.runsApart() ? startedApart() : here(open());
            source = current;
        }
        return current;
    }

    private Apart<R> startedApart() {
        Limits limits = step.guards().limits();
        Apart<R> started = step.shape() == Shape.PUBLISHED
                ? new PublishedApart<>(
                        step.name(), this::openPublisher, raised, limits, around.time(), around.threads())
                : new HandedOver<>(step.name(), this::produce, raised, limits, around.time(), around.threads());
        apart = started;
        if (opened.isClosed()) {
            started.leave();
        }
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
        keep(handler::release);
        return handler.open(around.request(), switchover);
    }

    private Source<R> here(Opened<R> opening) throws Exception {
        Stream<R> items = ((Opened.Pulled<R>) opening).items();
        keep(items);
        return new PulledSource<>(step.name(), items, raised);
    }

    private void keep(AutoCloseable resource) throws Exception {
        if (!opened.push(resource)) {
            resource.close();
            throw new CancellationException();
        }
    }
}
