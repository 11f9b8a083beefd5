package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.stream.RunClosedException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.Time;
import org.cqrsjakarta.telemetry.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One stream that outlives its responses. A thread of its own runs the handlers and writes into whatever response is
 * attached; while there is none, it waits, and the stream is held for its client to come back.
 *
 * <p>One lock guards what decides which frame goes where: the journal and the attachment. A response that is attached
 * gets what the journal has after its position, and the frames that follow, each once. Nothing is written under it.
 *
 * @param <R> type of the items
 */
final class OpenStream<R> implements OpenDelivery {

    private final DeliveryContext delivery;
    private final StreamKey key;
    private final StreamContext context;
    private final StreamRun<R> run;
    private final FrameEncoder encoder;
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CarrierTurns turns;

    private volatile @Nullable Attachment attachment;
    private volatile @Nullable Ending ending;
    private volatile @Nullable Thread working;

    /** The run was left: its thread is to stop waiting. */
    private volatile boolean left;

    private Time.@Nullable Alarm window;
    private boolean started;
    private boolean released;

    /**
     * How the stream has ended.
     *
     * @param summary what was delivered
     * @param failure why it failed; {@code null} if it did not, or was left
     */
    private record Ending(StreamSummary summary, @Nullable Throwable failure) {

        void tell(Attachment last) {
            if (failure == null) {
                last.end(summary);
            } else {
                last.fail(failure);
            }
        }
    }

    /**
     * Prepares a stream.
     *
     * @param delivery what all streams of the application share
     * @param key      whose stream of what it is
     * @param chain    what serves the request
     * @param context  the caller's
     * @param from     how many items its client has got already
     */
    OpenStream(DeliveryContext delivery, StreamKey key, Chain<R> chain, StreamContext context, long from) {
        this.delivery = delivery;
        this.key = key;
        this.context = context;
        this.run = delivery.engine().prepare(chain, key.request(), context, from, this::switchedOver);
        this.encoder = new FrameEncoder(run.id());
        this.journal =
                new Journal(delivery.rules().journalCapacity(), delivery.rules().resumeBytes(), from, delivery.space());
        this.turns = new CarrierTurns(delivery.engine().time());
        run.onLeaving(this::leave);
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public StreamKey key() {
        return key;
    }

    /** How far the stream has come. */
    long position() {
        return run.position();
    }

    /** What was delivered up to now, of a stream that has not come to its end. */
    StreamSummary summary() {
        return summary(false);
    }

    /** Whether a client that has come to this position can be given everything that follows. */
    boolean reaches(long position) {
        lock.lock();
        try {
            return !released && position <= run.position() && journal.reaches(position);
        } finally {
            lock.unlock();
        }
    }

    SseWriter writerTo(OutputStream out, Attachment next) {
        return delivery.writerTo(out, () -> lose(next));
    }

    /** For this thread, which leaves a response that was given up. */
    WayOut wayOut() {
        return new WayOut(delivery.engine().time());
    }

    /**
     * Writes to this response from now on. An earlier one is ended: its client is here now. A client that the stream has
     * left behind in the meantime gets a response without an event, and asks again.
     */
    void attach(Attachment next, SseWriter writer) {
        Attachment before;
        Ending end;
        boolean starts;
        lock.lock();
        try {
            if (released || !journal.reaches(next.from())) {
                writer.begin(List.of());
                before = null;
                end = new Ending(summary(), null);
                starts = false;
            } else {
                before = attachment;
                end = ending;
                starts = end == null && !started;
                started = true;
                writer.begin(journal.after(next.from()));
                attachment = end == null ? next : null;
                if (end == null) {
                    run.held(false);
                    cancelWindow();
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.abort();
            before.end(summary());
        }
        if (end == null && !starts) {
            cameBack();
        }
        start(writer, next);
        if (end != null) {
            writer.end();
            end.tell(next);
        } else if (starts) {
            var unused = delivery.engine().threads().start("cqrs-stream-" + run.id(), this::work);
        }
    }

    private void cameBack() {
        delivery.registry().attached(this);
        if (attachment == null) {
            // It is gone already.
            delivery.registry().hold(this);
        }
    }

    /** The client of this response is gone. If no other one listens, the stream is held for it, or closed. */
    void lose(Attachment gone) {
        boolean holds = false;
        boolean closes;
        lock.lock();
        try {
            closes = !started;
            if (attachment == gone) {
                attachment = null;
                holds = holdsForClients() && !left;
                closes = !holds;
                if (holds) {
                    run.held(true);
                    awaitWindow();
                }
            }
        } finally {
            lock.unlock();
        }
        gone.abort();
        if (holds) {
            hold();
        } else if (closes) {
            close();
        }
        gone.end(summary());
    }

    private void hold() {
        delivery.registry().hold(this);
        if (attachment != null) {
            // It has come back already.
            delivery.registry().attached(this);
        }
    }

    /** Nobody comes back: the handlers are released, and nothing is kept. */
    @Override
    public void close() {
        delivery.registry().leaving();
        leaveHandlers();
    }

    /** Closes, for somebody who is within other contexts, or must not wait for a handler. */
    void closeApart() {
        delivery.registry().leaving();
        giveUp();
        var unused = delivery.engine().threads().start("cqrs-leave-" + run.id(), this::leaveHandlers);
    }

    @SuppressWarnings("IllegalCatch")
    private void leaveHandlers() {
        try {
            run.close();
        } catch (Throwable e) {
            SseLog.LOG.debugf(e, "Stream %s: its handlers could not be left", run.id());
        } finally {
            giveUp();
            delivery.registry().left();
        }
    }

    /** Closes as {@link #closeApart}, unless its client has come back. */
    void makeWay() {
        if (isAbandoned()) {
            closeApart();
        }
    }

    private void windowIsOver() {
        if (isAbandoned()) {
            close();
        }
    }

    /** Whether nobody listens; then nobody will any more. */
    private boolean isAbandoned() {
        lock.lock();
        try {
            released |= attachment == null;
            return released;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        finish(null, new Ending(summary(), null));
        Attachment last = attachment;
        if (last != null) {
            last.abort();
        }
        release();
    }

    /** The application stops: a client that listens is told, and others have no time to come back. */
    @Override
    public void drain() {
        Attachment listening = attachment;
        if (listening == null) {
            close();
        } else {
            write(listening, StoppingNotice.frame(delivery.rules().drainRetry()), true);
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
            run.forEachRemainingHere(item -> deliver(run.position(), json.toJson(item)));
        } catch (Throwable failure) {
            if (failure instanceof RunClosedException closed && closed.isOf(run)) {
                finish(null, new Ending(summary(), null));
                return;
            }
            // Of the last step, or of writing its item as JSON; then the step is left, and no circuit counts it.
            run.abandon(failure);
            fail(failure);
            return;
        }
        StreamSummary summary = summary(true);
        finish(
                encoder.end("complete", SseEvents.complete(summary.items(), summary.steps())),
                new Ending(summary, null));
    }

    private void fail(Throwable failure) {
        UUID instance = delivery.newInstance();
        SseLog.LOG.streamFailed(run.id(), run.position(), instance, failure);
        finish(encoder.end("failure", SseEvents.failure(failure, instance)), new Ending(summary(), failure));
    }

    private void deliver(long position, String json) {
        byte[] frame = encoder.item(position, json);
        Attachment to;
        lock.lock();
        try {
            journal.item(position, frame);
            to = attachment;
        } finally {
            lock.unlock();
        }
        if (to != null) {
            write(to, frame, false);
        }
        turns.worked();
        awaitAttachment();
        if (left) {
            // What was interrupted may have been the write: the handler is not to go on.
            throw run.leftByConsumer();
        }
    }

    private void switchedOver(long position, String from, String to, Throwable cause) {
        byte[] frame = encoder.event(
                "switchover",
                SseEvents.switchover(position, from, to, Reason.of(cause).word()));
        Attachment listening;
        lock.lock();
        try {
            journal.event(position, frame);
            listening = attachment;
        } finally {
            lock.unlock();
        }
        if (listening != null) {
            write(listening, frame, true);
        }
    }

    private void write(Attachment to, byte[] frame, boolean now) {
        try {
            to.write(frame, now);
        } catch (ClientGoneException e) {
            lose(to);
        }
    }

    private void start(SseWriter writer, Attachment next) {
        try {
            writer.start();
        } catch (ClientGoneException e) {
            lose(next);
        }
    }

    /** While nobody listens, nothing more is asked of the handler. */
    private void awaitAttachment() {
        if (attachment != null) {
            return;
        }
        boolean interrupted = false;
        lock.lock();
        try {
            while (attachment == null && !left) {
                changed.await();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            run.close();
        }
    }

    /**
     * The stream has ended. Only the first call has an effect.
     *
     * @param last what its client is told; {@code null} if it was left before
     */
    private void finish(byte @Nullable [] last, Ending end) {
        Attachment to;
        boolean holds;
        lock.lock();
        try {
            if (ending != null) {
                return;
            }
            ending = end;
            to = attachment;
            holds = last != null && holdsForClients();
            cancelWindow();
            if (last != null) {
                journal.event(run.position(), last);
            }
            if (holds) {
                awaitWindow();
            }
        } finally {
            lock.unlock();
        }
        try {
            if (to != null) {
                tell(to, last);
                detach(to);
            }
        } finally {
            delivery.registry().ended(this);
            if (holds) {
                hold();
            } else {
                release();
            }
            if (to != null) {
                end.tell(to);
            }
        }
    }

    private void detach(Attachment told) {
        lock.lock();
        try {
            if (attachment == told) {
                attachment = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Attachment to, byte @Nullable [] last) {
        try {
            if (last == null) {
                to.abort();
            } else {
                to.write(last, true);
                to.close();
            }
        } catch (ClientGoneException e) {
            to.abort();
        }
    }

    private void release() {
        lock.lock();
        try {
            released = true;
            cancelWindow();
            journal.clear();
        } finally {
            lock.unlock();
        }
        delivery.registry().forget(this);
    }

    /** Called when the run is left, perhaps by a thread that is not its own, which may be waiting for its client. */
    private void leave(boolean isWithinHandler) {
        lock.lock();
        try {
            left = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread waiting = working;
        if (!isWithinHandler && waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
    }

    private boolean holdsForClients() {
        return delivery.rules().holdStreams() && !delivery.registry().isStopping();
    }

    private void awaitWindow() {
        cancelWindow();
        window = delivery.engine().time().schedule(delivery.rules().resumeWindow(), this::windowIsOver);
    }

    private void cancelWindow() {
        if (window != null) {
            window.cancel();
            window = null;
        }
    }

    private StreamSummary summary(boolean completed) {
        return new StreamSummary(run.id(), run.position(), run.steps(), completed);
    }
}
