package org.cqrsjakarta.internal.stream;

import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.jspecify.annotations.Nullable;

/**
 * One run of one step: its permit, its handler and its items, each given back once. One thread pulls; {@link #settle}
 * may be called by another, at any time.
 */
final class StepRun<R> implements Stage {

    private final Step<R> step;
    private final Permit permit;
    private final @Nullable Switchover<R> switchover;
    private final CloseStack opened = new CloseStack();
    private final Consumer<R> slot = this::take;

    private @Nullable Spliterator<R> items;
    private @Nullable R pulled;
    private boolean taken;
    private boolean productive;
    private long toSkip;

    /** Thrown by the source together with an item: the item goes first. */
    private @Nullable Throwable held;

    StepRun(Step<R> step, Permit permit, @Nullable Switchover<R> switchover) {
        this.step = step;
        this.permit = permit;
        this.switchover = switchover;
        this.toSkip = switchover != null && step.goesOnBy(Continuation.SKIP_DELIVERED) ? switchover.position() : 0;
    }

    Step<R> step() {
        return step;
    }

    /**
     * Produces the next item of the step that the client has not been given yet.
     *
     * @return the item; {@code null} at the step's normal end
     * @throws Throwable what the handler or its stream threw
     */
    @Nullable
    R next(StreamRequest<R> request, Delivered<R> delivered) throws Throwable {
        while (true) {
            if (opened.isClosed()) {
                // Without this look a source that only repeats what was delivered could never be left.
                throw new CancellationException();
            }
            R item = pull(request, delivered);
            if (item == null) {
                return null;
            }
            if (toSkip > 0) {
                toSkip--;
                continue;
            }
            boolean isNew = delivered.addKeyOf(item, step.name());
            if (isNew || !step.goesOnBy(Continuation.DISTINCT)) {
                return item;
            }
        }
    }

    /**
     * Gives back permit, stream and handler. Only the first call reports; closing happens once.
     *
     * @return what closing threw; {@code null} if nothing
     */
    @Nullable
    Throwable settle(Outcome outcome) {
        Throwable failure;
        try {
            permit.report(outcome);
        } finally {
            failure = opened.close();
        }
        return failure;
    }

    @SuppressWarnings("IllegalCatch")
    private @Nullable R pull(StreamRequest<R> request, Delivered<R> delivered) throws Throwable {
        if (held != null) {
            throw held;
        }
        Spliterator<R> source = items;
        if (source == null) {
            source = open(request);
            items = source;
        }
        taken = false;
        try {
            if (!source.tryAdvance(slot)) {
                return null;
            }
        } catch (Throwable e) {
            if (!taken) {
                throw e;
            }
            held = e;
        }
        R item = pulled;
        pulled = null;
        if (item == null) {
            throw StreamMessages.MESSAGES.nullItem(step.name(), delivered.position());
        }
        if (!productive) {
            productive = true;
            permit.firstItem();
        }
        return item;
    }

    private void take(R item) {
        pulled = item;
        taken = true;
    }

    private Spliterator<R> open(StreamRequest<R> request) throws Exception {
        HandlerInstance<R> handler = step.handlers().obtain();
        keep(handler::release);
        Stream<R> stream = handler.open(request, switchover);
        if (stream == null) {
            throw StreamMessages.MESSAGES.nullStream(step.type().getName());
        }
        keep(stream);
        return stream.spliterator();
    }

    private void keep(AutoCloseable resource) throws Exception {
        if (!opened.push(resource)) {
            resource.close();
            throw new CancellationException();
        }
    }
}
