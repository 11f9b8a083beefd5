package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.stream.RunClosedException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.telemetry.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One stream that is delivered to a sink, and ends with it. A thread of its own runs the handlers and sends.
 *
 * @param <R> type of the items
 */
final class SinkStream<R> implements OpenDelivery {

    private final DeliveryContext delivery;
    private final StreamKey key;
    private final StreamContext context;
    private final StreamRun<R> run;
    private final SinkEvents events;
    private final SseEventSink sink;
    private final SinkWriter writer;
    private final CompletableFuture<StreamSummary> result = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean started;
    private volatile @Nullable Thread working;

    /**
     * Prepares a stream; nothing is sent before {@link #start}.
     *
     * @param delivery what all streams of the application share
     * @param key      whose stream of what it is
     * @param chain    what serves the request
     * @param context  the caller's
     * @param from     how many items its client has got already
     * @param sink     where its events go
     * @param sse      makes them
     */
    SinkStream(
            DeliveryContext delivery,
            StreamKey key,
            Chain<R> chain,
            StreamContext context,
            long from,
            SseEventSink sink,
            Sse sse) {
        this.delivery = delivery;
        this.key = key;
        this.context = context;
        this.run = delivery.engine().prepare(chain, key.request(), context, from, this::switchedOver);
        this.events = SinkEvents.of(sink, sse, delivery.rules(), run.id());
        this.sink = sink;
        this.writer =
                new SinkWriter(sink, delivery.engine().time(), delivery.rules(), events::comment, this::clientGone);
        run.onLeaving(isWithinHandler -> stop(!isWithinHandler));
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public StreamKey key() {
        return key;
    }

    /** Completes when the sink is closed. */
    CompletionStage<StreamSummary> result() {
        return result.minimalCompletionStage();
    }

    /** The sink may be used from now on. */
    void start() {
        if (!over.get()) {
            try {
                writer.start();
                started = true;
                startThread("cqrs-stream-", this::work);
            } catch (RuntimeException | Error e) {
                close();
                throw e;
            }
        }
    }

    @Override
    public void drain() {
        if (started) {
            var unused = write(events.stopping());
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void close() {
        delivery.registry().leaving();
        try {
            run.close();
        } catch (Throwable e) {
            SseLog.LOG.debugf(e, "Stream %s: its handlers could not be left", run.id());
        } finally {
            stop(true);
            finish(null, summary(false), null);
            delivery.registry().left();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        working = Thread.currentThread();
        run.consumedByItsOwnThread();
        try {
            context.call(() -> {
                deliverAll();
                return null;
            });
        } catch (Throwable e) {
            // The contexts cannot be entered any more, as when the server stops.
            SseLog.LOG.debugf(e, "Stream %s: its thread could not go on", run.id());
            close();
        } finally {
            working = null;
            context.end();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void deliverAll() {
        try {
            Jsonb json = delivery.jsonb().get();
            CarrierTurns turns = new CarrierTurns(delivery.engine().time());
            run.forEachRemaining(item -> {
                if (!write(events.item(run.position(), json.toJson(item)))) {
                    throw run.leftByConsumer();
                }
                turns.worked();
            });
        } catch (Throwable failure) {
            if (failure instanceof RunClosedException closed && closed.isOf(run)) {
                finish(null, summary(false), null);
                return;
            }
            // Of the last step, or of writing its item as JSON; then the step is left, and no circuit counts it.
            run.abandon(failure);
            UUID instance = delivery.newInstance();
            SseLog.LOG.streamFailed(run.id(), run.position(), instance, failure);
            finish(events.end("failure", SseEvents.failure(failure, instance)), summary(false), failure);
            return;
        }
        StreamSummary summary = summary(true);
        finish(events.end("complete", SseEvents.complete(summary.items(), summary.steps())), summary, null);
    }

    private void switchedOver(long position, String from, String to, Throwable cause) {
        var unused = write(events.event(
                "switchover",
                SseEvents.switchover(position, from, to, Reason.of(cause).word())));
    }

    /** Gives whether there is anybody still to write to. */
    private boolean write(OutboundSseEvent event) {
        try {
            writer.send(event);
            return true;
        } catch (ClientGoneException e) {
            run.close();
            return false;
        }
    }

    /** Found by a thread that must not be kept: closing a handler may take its time. */
    private void clientGone() {
        startThread("cqrs-leave-", this::close);
    }

    /** Has the stream's own thread stop, if it is another one, wherever it waits. */
    private void stop(boolean interrupts) {
        Thread other = working;
        if (other != Thread.currentThread()) {
            writer.end();
            if (interrupts && other != null) {
                other.interrupt();
            }
        }
    }

    /**
     * The stream has ended. Only the first call has an effect.
     *
     * @param last what its client is told; {@code null} if it was left before
     */
    private void finish(@Nullable OutboundSseEvent last, StreamSummary summary, @Nullable Throwable failure) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (last == null || !arrives(last)) {
            writer.end();
            // Some wait for what is under way.
            startThread("cqrs-close-", () -> SinkWriter.close(sink));
        } else {
            writer.end();
            SinkWriter.close(sink);
        }
        delivery.registry().ended(this);
        delivery.registry().forget(this);
        if (failure == null) {
            result.complete(summary);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private boolean arrives(OutboundSseEvent last) {
        try {
            writer.send(last);
            writer.awaitArrival();
            return true;
        } catch (ClientGoneException e) {
            return false;
        }
    }

    private void startThread(String purpose, Runnable task) {
        var unused = delivery.engine().threads().start(purpose + run.id(), task);
    }

    private StreamSummary summary(boolean completed) {
        return new StreamSummary(run.id(), run.position(), run.steps(), completed);
    }
}
