package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.delivery.DeliveryLog;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.wire.Heartbeat;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of one stream to a sink, one at a time and at most {@link #IN_FLIGHT} ahead of what has arrived;
 * alarms send comments while the stream is silent, and end what does not move.
 *
 * <p>Two locks, the first always taken before the second: one while an event is handed to the sink, which may take as
 * long as its client likes; one, for moments, for what has become of those that were.
 */
final class SinkWriter {

    static final int IN_FLIGHT = 32;

    private final SseEventSink sink;
    private final Time time;
    private final Duration heartbeat;
    private final Duration writeTimeout;
    private final Supplier<OutboundSseEvent> comment;
    private final Runnable onClientGone;
    private final ReentrantLock sending = new ReentrantLock();
    private final Heartbeat silence;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inFlight;
    private long movedNanos;
    private @Nullable Throwable failure;
    private volatile boolean ended;
    private Time.@Nullable Alarm alarm;

    /**
     * Prepares a sink; nothing is sent yet.
     *
     * @param sink         where events go
     * @param time         for heartbeats and the deadline of a write
     * @param rules        how long these are
     * @param comment      gives what is sent in a silence
     * @param onClientGone called when another thread than the sender's finds the client gone, perhaps one of the
     *                     server's, and perhaps more than once; must return soon
     */
    SinkWriter(
            SseEventSink sink,
            Time time,
            DeliveryRules rules,
            Supplier<OutboundSseEvent> comment,
            Runnable onClientGone) {
        this.sink = sink;
        this.time = time;
        this.heartbeat = rules.responses().heartbeat();
        this.writeTimeout = rules.responses().writeTimeout();
        this.comment = comment;
        this.onClientGone = onClientGone;
        this.silence = new Heartbeat(time, heartbeat);
    }

    /** Closes a sink, whatever its client does. */
    @SuppressWarnings("IllegalCatch")
    static void close(SseEventSink sink) {
        try {
            sink.close();
        } catch (Throwable e) {
            // Checked ones, too: Jakarta REST 4.0 declares an IOException, 3.1 none.
            DeliveryLog.LOG.debug("A sink could not be closed", e);
        }
    }

    /** From now on the connection is kept awake. */
    void start() {
        sending.lock();
        try {
            if (!ended) {
                awaitSilence();
            }
        } finally {
            sending.unlock();
        }
    }

    /**
     * Sends an event, when there is room for it.
     *
     * @throws ClientGoneException if the client has left
     */
    void send(OutboundSseEvent event) {
        sending.lock();
        try {
            boolean wasLong = silence.isLong();
            handOver(event);
            silence.broken(wasLong);
            if (wasLong) {
                awaitSilence();
            }
        } finally {
            sending.unlock();
        }
    }

    /**
     * Waits until everything has arrived that was sent.
     *
     * @throws ClientGoneException if it has not: the client has left
     */
    void awaitArrival() {
        awaitAtMost(0);
    }

    /** Nothing is sent any more, and nobody waits for what is under way. */
    void end() {
        lock.lock();
        try {
            ended = true;
            cancelAlarm();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void handOver(OutboundSseEvent event) {
        awaitAtMost(IN_FLIGHT - 1);
        departs();
        try {
            if (sink.isClosed()) {
                throw new ClientGoneException(new IOException("The sink is closed"));
            }
            var unused = sink.send(event).whenComplete((nothing, thrown) -> arrived(thrown));
        } catch (RuntimeException | Error e) {
            arrived(e);
        }
        lock.lock();
        try {
            failIfEnded();
        } finally {
            lock.unlock();
        }
    }

    private void departs() {
        lock.lock();
        try {
            if (inFlight++ == 0) {
                movedNanos = time.nanos();
            }
        } finally {
            lock.unlock();
        }
    }

    private void arrived(@Nullable Throwable thrown) {
        lock.lock();
        try {
            inFlight--;
            movedNanos = time.nanos();
            if (thrown != null && failure == null) {
                failure = thrown;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (thrown != null && !sending.isHeldByCurrentThread()) {
            onClientGone.run();
        }
    }

    /** Not to be interrupted: whoever wants the sender to stop ends this. */
    private void awaitAtMost(int events) {
        lock.lock();
        try {
            failIfEnded();
            while (inFlight > events) {
                changed.awaitUninterruptibly();
                failIfEnded();
            }
        } finally {
            lock.unlock();
        }
    }

    private void failIfEnded() {
        if (failure != null) {
            throw new ClientGoneException(failure);
        }
        if (ended) {
            throw new ClientGoneException(new IOException("The sink was given up"));
        }
    }

    private void onAlarm() {
        boolean alone = sending.tryLock();
        try {
            if (ended) {
                return;
            }
            Duration left = leftToMove();
            if (!left.isPositive()) {
                throw new ClientGoneException(
                        new IOException("No event has arrived for " + writeTimeout + ", the longest allowed"));
            }
            if (!alone) {
                // Somebody sends, which is a sign of life, unless it stands still.
                setAlarm(shorter(left, heartbeat));
                return;
            }
            if (!silence.left().isPositive() && isIdle()) {
                silence.comment();
                // It may stand still itself.
                setAlarm(writeTimeout);
                send(comment.get());
            }
            awaitSilence();
        } catch (ClientGoneException e) {
            onClientGone.run();
        } finally {
            if (alone) {
                sending.unlock();
            }
        }
    }

    private boolean isIdle() {
        lock.lock();
        try {
            return inFlight == 0;
        } finally {
            lock.unlock();
        }
    }

    private Duration leftToMove() {
        lock.lock();
        try {
            return inFlight == 0 ? writeTimeout : writeTimeout.minusNanos(time.nanos() - movedNanos);
        } finally {
            lock.unlock();
        }
    }

    private void awaitSilence() {
        Duration left = silence.left();
        setAlarm(shorter(left.isPositive() ? left : heartbeat, leftToMove()));
    }

    private void setAlarm(Duration delay) {
        lock.lock();
        try {
            cancelAlarm();
            if (!ended) {
                alarm = time.schedule(delay, this::onAlarm);
            }
        } finally {
            lock.unlock();
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
