package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.stream.RunClosedException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.stream.SwitchoverListener;
import org.cqrsjakarta.internal.stream.Takeover;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.telemetry.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The run of one delivered stream: a thread of its own runs the handlers, writes each item as JSON, and gives it to an
 * outlet.
 *
 * @param <R> type of the items
 */
public final class DeliveredRun<R> implements Production {

    private final DeliveryContext delivery;
    private final StreamContext context;
    private final StreamRun<R> run;
    private final Outlet outlet;
    private final String address;
    private final CarrierTurns turns;
    private final HandOver handOver = new HandOver();
    private final Inside inside;

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
        this(
                delivery,
                context,
                outlet,
                null,
                listener -> delivery.engine().prepare(chain, request, context, from, listener));
    }

    /**
     * Prepares one that goes on with the stream of a lost node.
     *
     * @param takeover what is known of it
     * @param address  of the stream
     */
    public DeliveredRun(
            DeliveryContext delivery,
            Chain<R> chain,
            Object request,
            StreamContext context,
            Takeover<R> takeover,
            String address,
            Outlet outlet) {
        this(
                delivery,
                context,
                outlet,
                address,
                listener -> delivery.engine().prepare(chain, request, context, takeover, listener));
    }

    private DeliveredRun(
            DeliveryContext delivery,
            StreamContext context,
            Outlet outlet,
            @Nullable String address,
            Function<SwitchoverListener, StreamRun<R>> prepares) {
        this.delivery = delivery;
        this.context = context;
        this.outlet = outlet;
        this.inside = new Inside(outlet);
        this.run = prepares.apply(this::switchedOver);
        this.address = address == null ? run.id() + delivery.secrets().get() : address;
        this.turns = new CarrierTurns(delivery.time());
        run.onLeaving(this::left);
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public long position() {
        return run.position();
    }

    @Override
    public StreamSummary summary() {
        return summary(false);
    }

    @Override
    public void held(boolean kept) {
        run.held(kept);
    }

    /** Starts its thread; where none can be started, as without memory, it fails. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public void start() {
        Duration longest = delivery.rules().bounds().life();
        try {
            if (longest.isPositive()) {
                inside.endsBy(delivery.time().schedule(longest, outlet::closeApart));
            }
            var unused = delivery.threads().start("cqrs-stream-" + run.id(), this::work);
        } catch (RuntimeException | Error e) {
            handOver.ownThreadIsHere();
            end(failed(e));
        }
    }

    /** Leaves the handlers, waiting a bounded while for them. */
    @Override
    public void close(boolean started) {
        if (!inside.enter()) {
            return;
        }
        try {
            leaveHandlers();
            // Not only by its own thread, which has a way to go to its end: whoever closes it may be after its place.
            run.whenOut(inside);
            if (!started) {
                context.end();
                inside.out();
            }
        } finally {
            inside.out();
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
                run.whenOut(inside);
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
                inside.out();
            }
        }
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
            isWanted = outlet.item(run.position(), line, run.lastKey());
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

    private StreamSummary summary(boolean completed) {
        return new StreamSummary(run.id(), run.position(), run.steps(), completed);
    }
}
