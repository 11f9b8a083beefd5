package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.stream.RunClosedException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.Time;
import org.cqrsjakarta.telemetry.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The run of one delivered stream: a thread of its own runs the handlers, writes each item as JSON, and gives it to an
 * outlet.
 *
 * @param <R> type of the items
 */
public final class DeliveredRun<R> {

    /** What has to be out before the run is: its thread, and its handlers. */
    private static final int THREAD_AND_HANDLERS = 2;

    private final DeliveryContext delivery;
    private final StreamContext context;
    private final StreamRun<R> run;
    private final Outlet outlet;
    private final String address;
    private final CarrierTurns turns;
    private final HandOver handOver = new HandOver();
    /** There may be no memory for it when it is wanted. */
    private final Runnable vacating = this::vacated;

    private final AtomicInteger within = new AtomicInteger(THREAD_AND_HANDLERS);

    /** Ends it when it has gone on for as long as it may. */
    private Time.@Nullable Alarm life;

    /** Under the lock. */
    private boolean hasVacated;

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
        this.address = run.id() + delivery.secrets().get();
        this.turns = new CarrierTurns(delivery.time());
        run.onLeaving(this::left);
    }

    /** Id of the stream. */
    public String id() {
        return run.id();
    }

    /** What only its client knows: the id, and a secret part. */
    public String address() {
        return address;
    }

    /** How many items were delivered, those before this run included. */
    public long position() {
        return run.position();
    }

    /** What was delivered up to now, of a stream that has not come to its end. */
    public StreamSummary summary() {
        return summary(false);
    }

    /** How it ends where nobody wants it any more. */
    public Ending asLeft() {
        return new Ending.Left(summary());
    }

    /** Nobody listens, and the stream is kept for its client to come back; or somebody does again. */
    public void held(boolean kept) {
        run.held(kept);
    }

    /** Starts its thread; where none can be started, as without memory, it fails. */
    @SuppressWarnings("IllegalCatch")
    public void start() {
        Duration longest = delivery.rules().bounds().life();
        try {
            if (longest.isPositive()) {
                life = delivery.time().schedule(longest, outlet::closeApart);
            }
            var unused = delivery.threads().start("cqrs-stream-" + run.id(), this::work);
        } catch (RuntimeException | Error e) {
            handOver.ownThreadIsHere();
            end(failed(e));
        }
    }

    /**
     * Leaves the handlers, waiting a bounded while for them.
     *
     * @param started whether {@link #start} was called; else it never is
     */
    public void close(boolean started) {
        // Counted as they are: whoever closes it still tells of its end when its thread and its handlers are out.
        if (within.getAndUpdate(many -> many == 0 ? 0 : many + 1) == 0) {
            return;
        }
        try {
            leaveHandlers();
            // Not only by its own thread, which has a way to go to its end: whoever closes it may be after its place.
            run.whenOut(vacating);
            if (!started) {
                context.end();
                isOut();
            }
        } finally {
            isOut();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void leaveHandlers() {
        try {
            run.close();
        } catch (Throwable e) {
            DeliveryLog.LOG.debugf(e, "Stream %s: its handlers could not be left", run.id());
        }
    }

    /** Whatever its own thread waits for while it hands something over, it is to wait no more. */
    private void left() {
        if (handOver.leave()) {
            outlet.left();
            handOver.interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        handOver.ownThreadIsHere();
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

    /** Each part of it whatever the others do. */
    private void end(@Nullable Ending ending) {
        try {
            if (ending == null) {
                leaveHandlers();
            }
        } finally {
            try {
                // First: whoever is told of the end may come with the next request at once.
                run.whenOut(vacating);
            } finally {
                tellAndGo(ending);
            }
        }
    }

    private void tellAndGo(@Nullable Ending ending) {
        try {
            outlet.ended(ending == null ? asLeft() : ending);
        } catch (RuntimeException | Error e) {
            outlet.cutShort();
            throw e;
        } finally {
            try {
                context.end();
            } finally {
                isOut();
            }
        }
    }

    private void vacated() {
        synchronized (this) {
            if (hasVacated) {
                return;
            }
            hasVacated = true;
            // Within: whoever comes second finds the place free.
            outlet.vacated();
        }
        isOut();
    }

    @SuppressWarnings("IllegalCatch")
    private Ending deliverAll() {
        try {
            LineEncoder encoder = delivery.encoder().get();
            run.forEachRemainingHere(item -> deliver(item, encoder));
            return Ending.completed(summary(true));
        } catch (Throwable failure) {
            if (handOver.isLeft() || (failure instanceof RunClosedException closed && closed.isOf(run))) {
                return asLeft();
            }
            return failed(failure);
        }
    }

    /** Of the last step, or of writing its item as JSON; then the step is left, and no circuit counts it. */
    private Ending failed(Throwable failure) {
        run.abandon(failure);
        UUID instance = delivery.newInstance();
        DeliveryLog.LOG.streamFailed(run.id(), run.position(), instance, failure);
        return Ending.failed(summary(), failure, instance);
    }

    private void deliver(R item, LineEncoder encoder) {
        boolean isWanted;
        handOver.begin();
        try {
            if (handOver.isLeft()) {
                // While observers were told of the item: whoever left may not have found this thread here.
                throw run.leftByConsumer();
            }
            byte[] line = encoder.line(item);
            handOver.encoded();
            isWanted = outlet.item(run.position(), line);
        } finally {
            handOver.end();
        }
        if (!isWanted) {
            leaveHandlers();
            throw run.leftByConsumer();
        }
        turns.worked();
    }

    private void switchedOver(long position, String from, String to, Throwable cause) {
        String json =
                EventPayloads.switchover(position, from, to, Reason.of(cause).word());
        boolean isWanted;
        handOver.begin();
        try {
            isWanted = outlet.switchedOver(position, json);
        } finally {
            handOver.end();
        }
        if (!isWanted) {
            leaveHandlers();
        }
    }

    private void isOut() {
        if (within.decrementAndGet() == 0) {
            if (life != null) {
                life.cancel();
            }
            outlet.out();
        }
    }

    private StreamSummary summary(boolean completed) {
        return new StreamSummary(run.id(), run.position(), run.steps(), completed);
    }
}
