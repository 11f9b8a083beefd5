package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Admission;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.source.Occupancy;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.source.Source;
import org.cqrsjakarta.internal.source.Sources;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one step. Its handler runs on the thread that consumes, or on one of its own; what it holds is its
 * settlement's.
 *
 * @param <R> type of the items
 */
final class StepRun<R> implements Stage {

    private final Step<R> step;
    private final @Nullable Switchover<R> switchover;
    private final StepEnvironment around;
    private final @Nullable Selection<R> selection;
    private final RaisedEvents raised = new RaisedEvents();
    private final Settlement settlement;
    private final Occupancy occupancy;

    /** The consuming thread's own, as the next. */
    private @Nullable Source<R> source;

    /** Whether the circuit wants to know of items. */
    private boolean watched;

    StepRun(
            Step<R> step,
            Admission.Pass pass,
            @Nullable Switchover<R> switchover,
            Delivered<R> delivered,
            StepEnvironment around) {
        this.step = step;
        this.switchover = switchover;
        this.around = around;
        this.selection = Selection.of(step, switchover == null ? 0 : switchover.position(), delivered, around.time());
        this.watched = pass.permit().watchesItems();
        this.settlement = new Settlement(around, step.name(), pass);
        this.occupancy = settlement.occupancy();
    }

    Step<R> step() {
        return step;
    }

    /** What ends it. */
    Settlement settlement() {
        return settlement;
    }

    /** What the step has raised, and no item has taken along. */
    RaisedEvents raised() {
        return raised;
    }

    /** The domain events that belong to the item that was produced last. */
    List<Object> events() {
        Source<R> current = source;
        return current == null ? List.of() : current.events();
    }

    /**
     * Produces the next item of the step that the client has not been given yet.
     *
     * @return the item; {@code null} at the step's normal end
     * @throws Throwable what the handler or its source threw
     */
    @Nullable
    R next(Raising raising) throws Throwable {
        while (true) {
            R item = step.runsApart() ? taken() : pulled(raising);
            if (item == null || goesOn(item)) {
                return item;
            }
            // What was raised for it goes with it.
            var unused = events();
        }
    }

    /** On the consumer's own thread, which is within the handler meanwhile. */
    private @Nullable R pulled(Raising raising) throws Throwable {
        failUnless(occupancy.enter());
        RaisedEvents before = raising.into(raised);
        try {
            return source().next();
        } finally {
            raising.into(before);
            occupancy.exit();
        }
    }

    private Source<R> source() throws Exception {
        Source<R> current = source;
        if (current == null) {
            current = here(open());
            source = current;
        }
        return current;
    }

    /** From a thread of the source's own. */
    private @Nullable R taken() throws Throwable {
        Source<R> current = source;
        if (current == null) {
            failUnless(!occupancy.isLeft());
            current = startedApart();
            source = current;
        }
        return current.next();
    }

    /**
     * Gives all further items of the step to a sink, on this thread where the handler can push.
     *
     * @throws Throwable what the handler, its source or the sink threw
     */
    void forEachRemaining(Raising raising, Source.Sink<R> sink) throws Throwable {
        if (source == null ? step.canPushToItsConsumer() : settlement.isHere()) {
            push(raising, sink);
            return;
        }
        for (R item = next(raising); item != null; item = next(raising)) {
            failUnless(!occupancy.isLeft());
            sink.accept(item, events());
        }
    }

    private void push(Raising raising, Source.Sink<R> sink) throws Throwable {
        failUnless(occupancy.enter());
        RaisedEvents before = raising.into(raised);
        try {
            raised.pushInto(before);
            Way way = new Way(sink);
            Source<R> begun = source;
            if (begun == null) {
                pushAll(way);
            } else {
                begun.forEachRemaining(way);
            }
        } finally {
            raising.into(before);
            occupancy.exit();
        }
    }

    private void pushAll(Source.Sink<R> sink) throws Throwable {
        Opened<R> opening = open();
        if (!isGiven(opening, sink)) {
            Source<R> pulled = here(opening);
            source = pulled;
            pulled.forEachRemaining(sink);
        }
    }

    /** The way of an item from the handler to its consumer, both on this thread. */
    private final class Way implements Source.Sink<R> {

        private final Source.Sink<R> consumer;

        Way(Source.Sink<R> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void accept(R item, List<Object> events) throws Throwable {
            if (!goesOn(item)) {
                // Without this look a source that only repeats what was delivered could never be left.
                failUnless(!occupancy.isLeft());
                return;
            }
            // A consumer may have its handler call it again.
            boolean nested = raised.isCalling();
            boolean left = occupancy.calling(true);
            raised.calling(true);
            try {
                failUnless(!left);
                consumer.accept(item, events);
            } finally {
                raised.calling(nested);
                left = occupancy.calling(nested);
            }
            // A consumer that has left from within is not interrupted, and its handler may wait for ever.
            failUnless(!left);
        }
    }

    private static void failUnless(boolean wanted) {
        if (!wanted) {
            throw new CancellationException();
        }
    }

    /** Takes up an item that the handler has given; answers whether it goes on to the client. */
    private boolean goesOn(R item) {
        if (watched) {
            Permit permit = settlement.permit();
            permit.item();
            watched = permit.watchesItems();
        }
        return selection == null || selection.passes(item);
    }

    private Source<R> startedApart() {
        var sources = new Sources(step.name(), raised, step.guards().limits(), around.time(), around, occupancy);
        Source<R> started = step.shape() == Shape.PUBLISHED
                ? sources.published(this::openPublisher)
                : sources.queued(this::produce);
        settlement.takes(started);
        return started;
    }

    /** Runs the whole step into the sink, on a thread of its own. */
    private void produce(Source.Sink<R> sink) throws Throwable {
        Opened<R> opening = open();
        if (!isGiven(opening, sink)) {
            here(opening).forEachRemaining(sink);
        }
    }

    /** Gives all items to the sink where that takes no source; else answers {@code false}. */
    private boolean isGiven(Opened<R> opening, Source.Sink<R> sink) throws Throwable {
        if (opening instanceof Opened.Emitted<R> emitted) {
            Sources.emit(step.name(), raised, occupancy, emitted.emission(), sink, settlement.tenancy());
            return true;
        }
        if (opening instanceof Opened.Published<R> published) {
            Sources.subscribe(step.name(), raised, occupancy, published.publisher(), sink, settlement.tenancy());
            return true;
        }
        if (opening instanceof Opened.Single<R> single) {
            sink.accept(single.item(), raised.take());
            return true;
        }
        return false;
    }

    private Flow.Publisher<R> openPublisher() throws Exception {
        return ((Opened.Published<R>) open()).publisher();
    }

    private Opened<R> open() throws Exception {
        HandlerInstance<R> handler = step.handlers().obtain();
        settlement.tenancy().holds(handler);
        Opened<R> opened = handler.open(around.request(), switchover);
        // Who was told meanwhile is not told again. A stream has to be closed first.
        failUnless(opened instanceof Opened.Pulled || !occupancy.isLeft());
        return opened;
    }

    private Source<R> here(Opened<R> opening) throws Exception {
        Stream<R> items = opening instanceof Opened.Single<R> single
                ? Stream.of(single.item())
                : ((Opened.Pulled<R>) opening).items();
        if (!settlement.tenancy().holds(items)) {
            items.close();
        }
        failUnless(!occupancy.isLeft());
        return Sources.pulled(step.name(), raised, items);
    }
}
