package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveredRun;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.Ending;
import org.cqrsjakarta.internal.delivery.OpenDelivery;
import org.cqrsjakarta.internal.delivery.Outlet;
import org.cqrsjakarta.internal.delivery.StreamKey;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * One stream that is delivered to a sink, and ends with it. The run's thread sends.
 *
 * @param <R> type of the items
 */
final class SinkStream<R> implements OpenDelivery, Outlet {

    /** Whether it was started, or ended before; the end comes once. */
    private enum Phase {
        NEW,
        STARTED,
        ENDED
    }

    private final DeliveryContext delivery;
    private final StreamKey key;
    private final DeliveredRun<R> run;
    private final SinkEvents events;
    private final SseEventSink sink;
    private final SinkWriter writer;
    private final CompletableFuture<StreamSummary> result = new CompletableFuture<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

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
        this.run = new DeliveredRun<>(delivery, chain, key.request(), context, from, this);
        this.events = SinkEvents.of(sink, sse, delivery.rules(), run.address());
        this.sink = sink;
        this.writer = new SinkWriter(sink, delivery.time(), delivery.rules(), events::comment, this::closeApart);
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public String address() {
        return run.address();
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
        if (phase.compareAndSet(Phase.NEW, Phase.STARTED)) {
            try {
                writer.start();
                run.start();
            } catch (RuntimeException | Error e) {
                // Nothing has run, and nothing will.
                run.close(false);
                ended(run.asLeft());
                throw e;
            }
        }
    }

    @Override
    public void drain() {
        if (phase.get() == Phase.STARTED && !write(events.stopping())) {
            closeApart();
        }
    }

    /** Never beside its run, which is over when the end has arrived. */
    @Override
    public boolean tellsItsEnd() {
        return false;
    }

    @Override
    public void close() {
        Phase before = phase.get();
        boolean neverStarts = before == Phase.NEW && phase.compareAndSet(Phase.NEW, Phase.ENDED);
        run.close(!neverStarts);
        writer.end();
        if (neverStarts) {
            over(null, run.asLeft());
        } else {
            ended(run.asLeft());
        }
    }

    @Override
    public boolean item(long position, byte[] line, @Nullable Object key) {
        return write(events.item(position, line));
    }

    @Override
    public boolean switchedOver(long position, String json) {
        return write(events.event("switchover", json));
    }

    @Override
    public void ended(Ending ending) {
        if (phase.compareAndSet(Phase.STARTED, Phase.ENDED)) {
            OutboundSseEvent last = switch (ending) {
                case Ending.Completed completed -> events.end("complete", completed.json());
                case Ending.Failed failed -> events.end("failure", failed.json());
                case Ending.Left left -> null;
                case Ending.Told told -> null;
            };
            over(last, ending);
        }
    }

    @Override
    public void cutShort() {
        writer.end();
        SinkWriter.close(sink);
    }

    @Override
    public void left() {
        writer.end();
    }

    @Override
    public void vacated() {
        delivery.registry().vacated(this);
    }

    @Override
    public void out() {
        delivery.registry().out();
    }

    /** Gives whether there is anybody still to write to. */
    private boolean write(OutboundSseEvent event) {
        try {
            writer.send(event);
            return true;
        } catch (ClientGoneException e) {
            return false;
        }
    }

    /** Closing a handler may take its time. */
    @Override
    public void closeApart() {
        delivery.threads().startOrRun("cqrs-leave-" + run.id(), this::close);
    }

    /**
     * The stream has ended. Called once.
     *
     * @param last what its client is told; {@code null} if it was left before
     */
    private void over(@Nullable OutboundSseEvent last, Ending ending) {
        if (last == null || !arrives(last)) {
            writer.end();
            // Some wait for what is under way.
            delivery.threads().startOrRun("cqrs-close-" + run.id(), () -> SinkWriter.close(sink));
        } else {
            writer.end();
            SinkWriter.close(sink);
        }
        delivery.registry().forget(this);
        ending.tell(result);
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
}
