package org.cqrsjakarta.internal.delivery;

import jakarta.json.bind.Jsonb;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.stream.RunClosedException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.telemetry.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The run of one delivered stream: a thread of its own runs the handlers, writes each item as JSON, and gives it to an
 * outlet.
 *
 * @param <R> type of the items
 */
public final class DeliveredRun<R> {

    /** Where a stream goes. Called by the stream's own thread, within its contexts, but for {@link #left}. */
    public interface Outlet {

        /**
         * An item; returns when the next one is wanted.
         *
         * @return {@code false} if nobody wants the stream any more
         */
        boolean item(long position, String json);

        /** A switchover, with its payload. */
        void switchedOver(long position, String json);

        /** The handlers have come to their end, or were left. Called once. */
        void ended(Ending ending);

        /**
         * The run is left: its thread is not to wait in {@link #item} any more. Called on any thread.
         *
         * @param isWithinHandler whether its thread is within a handler's code, and was interrupted there
         */
        void left(boolean isWithinHandler);

        /** The handlers are out: nothing of the stream runs any more. Called once, after all others. */
        void out();
    }

    /** What has to be out before the run is: its thread, and its handlers. */
    private static final int THREAD_AND_HANDLERS = 2;

    private final DeliveryContext delivery;
    private final StreamContext context;
    private final StreamRun<R> run;
    private final Outlet outlet;
    private final CarrierTurns turns;
    private final AtomicInteger within = new AtomicInteger(THREAD_AND_HANDLERS);

    /**
     * Prepares a run; nothing happens before {@link #start}.
     *
     * @param delivery what all streams of the application share
     * @param chain    what serves the request
     * @param request  the request
     * @param context  the caller's
     * @param from     how many items its client has got already
     * @param outlet   where it goes
     */
    public DeliveredRun(
            DeliveryContext delivery, Chain<R> chain, Object request, StreamContext context, long from, Outlet outlet) {
        this.delivery = delivery;
        this.context = context;
        this.outlet = outlet;
        this.run = delivery.engine().prepare(chain, request, context, from, this::switchedOver);
        this.turns = new CarrierTurns(delivery.time());
        run.onLeaving(outlet::left);
    }

    /** Id of the stream. */
    public String id() {
        return run.id();
    }

    /** How many items were delivered, those before this run included. */
    public long position() {
        return run.position();
    }

    /** What was delivered up to now, of a stream that has not come to its end. */
    public StreamSummary summary() {
        return summary(false);
    }

    /** Nobody listens, and the stream is kept for its client to come back; or somebody does again. */
    public void held(boolean kept) {
        run.held(kept);
    }

    /** Starts its thread; where none can be started, as without memory, it fails. */
    @SuppressWarnings("IllegalCatch")
    public void start() {
        try {
            var unused = delivery.threads().start("cqrs-stream-" + run.id(), this::work);
        } catch (RuntimeException | Error e) {
            end(failed(e));
        }
    }

    /**
     * Leaves the handlers, waiting a bounded while for them.
     *
     * @param started whether {@link #start} was called; else it never is
     */
    @SuppressWarnings("IllegalCatch")
    public void close(boolean started) {
        try {
            run.close();
        } catch (Throwable e) {
            DeliveryLog.LOG.debugf(e, "Stream %s: its handlers could not be left", run.id());
        }
        if (!started) {
            context.end();
            isOut();
            run.whenOut(this::isOut);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        run.consumedByItsOwnThread();
        Ending ending = null;
        try {
            ending = context.call(this::deliverAll);
        } catch (Throwable e) {
            // The contexts cannot be entered any more, as when the server stops.
            DeliveryLog.LOG.debugf(e, "Stream %s: its thread could not go on", run.id());
        } finally {
            end(ending);
        }
    }

    private void end(@Nullable Ending ending) {
        try {
            if (ending == null) {
                run.close();
            }
            outlet.ended(ending == null ? new Ending.Left(summary()) : ending);
        } finally {
            context.end();
            isOut();
            run.whenOut(this::isOut);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private Ending deliverAll() {
        try {
            Jsonb json = delivery.jsonb().get();
            run.forEachRemainingHere(item -> deliver(json.toJson(item)));
            return new Ending.Completed(summary(true));
        } catch (Throwable failure) {
            if (failure instanceof RunClosedException closed && closed.isOf(run)) {
                return new Ending.Left(summary());
            }
            return failed(failure);
        }
    }

    /** Of the last step, or of writing its item as JSON; then the step is left, and no circuit counts it. */
    private Ending failed(Throwable failure) {
        run.abandon(failure);
        UUID instance = delivery.newInstance();
        DeliveryLog.LOG.streamFailed(run.id(), run.position(), instance, failure);
        return new Ending.Failed(summary(), failure, instance);
    }

    private void deliver(String json) {
        if (!outlet.item(run.position(), json)) {
            throw run.leftByConsumer();
        }
        turns.worked();
    }

    private void switchedOver(long position, String from, String to, Throwable cause) {
        outlet.switchedOver(
                position,
                EventPayloads.switchover(position, from, to, Reason.of(cause).word()));
    }

    private void isOut() {
        if (within.decrementAndGet() == 0) {
            outlet.out();
        }
    }

    private StreamSummary summary(boolean completed) {
        return new StreamSummary(run.id(), run.position(), run.steps(), completed);
    }
}
