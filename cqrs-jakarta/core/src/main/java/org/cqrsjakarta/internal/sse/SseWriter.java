package org.cqrsjakarta.internal.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one response. The stream's own thread writes; alarms flush what it left behind when its source
 * blocks, keep the connection awake, and end a write that does not move.
 *
 * <p>A frame is flushed at once when the last flush is longer ago than {@link #FLUSH_AFTER}, or when
 * {@link #FULL} bytes are pending; else it waits, and an alarm is set for it. So a slow source has every item flushed
 * as it comes, without an alarm, and a fast one is flushed by the buffer.
 */
final class SseWriter {

    static final int FULL = 16 * 1024;
    static final Duration FLUSH_AFTER = Duration.ofMillis(1);

    private final OutputStream out;
    private final Signs signs;
    private final Time time;
    private final Duration heartbeat;
    private final Duration writeTimeout;
    private final Runnable onClientGone;

    /** Not a monitor: whoever waits here while the client is slow may be a virtual thread of an older JDK. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Flushing flushing;
    private final FrameBuffer frames = new FrameBuffer();
    private final Silence silence;
    private boolean flushAlarmSet;
    private volatile boolean ended;
    private volatile Time.@Nullable Alarm heartbeatAlarm;

    /**
     * Prepares a response; nothing is written yet.
     *
     * @param out          the response
     * @param signs        what goes out first, and what keeps it awake
     * @param time         for flushes, heartbeats and the deadline of a write
     * @param heartbeat    silence after which a comment is sent
     * @param writeTimeout how long a write may stand still
     * @param onClientGone called, on any thread and perhaps more than once, when an alarm finds the client gone
     */
    SseWriter(
            OutputStream out,
            Signs signs,
            Time time,
            Duration heartbeat,
            Duration writeTimeout,
            Runnable onClientGone) {
        this.out = out;
        this.signs = signs;
        this.time = time;
        this.heartbeat = heartbeat;
        this.writeTimeout = writeTimeout;
        this.onClientGone = onClientGone;
        this.flushing = new Flushing(time);
        this.silence = new Silence(time, heartbeat);
        signs.addBeginningTo(frames);
    }

    /** Has these go out before everything else. To be called before {@link #start}. */
    void begin(List<byte[]> first) {
        lock.lock();
        try {
            first.forEach(frames::add);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts the response: what there is goes out at once, so that the client sees an open stream.
     *
     * @throws ClientGoneException if the client has left already
     */
    void start() {
        lock.lock();
        try {
            if (!ended) {
                flush();
                awaitSilence();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a frame, now or soon.
     *
     * @throws ClientGoneException if the client has left
     */
    void write(byte[] frame) {
        lock.lock();
        try {
            failIfEnded();
            frames.add(frame);
            afterFrame();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a frame, and flushes it.
     *
     * @throws ClientGoneException if the client has left
     */
    void writeNow(byte[] frame) {
        lock.lock();
        try {
            failIfEnded();
            frames.add(frame);
            flush();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is written any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            cancelHeartbeat();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #end}, for a client that is gone: a write under way is given up, and nobody waits for it. */
    void abort() {
        ended = true;
        flushing.giveUp();
        cancelHeartbeat();
    }

    /** Waits, after the end, until no thread is within the response, and tells whether it was given up. */
    boolean awaitLastWrite() {
        return flushing.awaitEnd();
    }

    private void cancelHeartbeat() {
        Time.Alarm alarm = heartbeatAlarm;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void afterFrame() {
        if (frames.size() >= FULL || silence.nanos() >= FLUSH_AFTER.toNanos()) {
            flush();
        } else if (!flushAlarmSet) {
            flushAlarmSet = true;
            time.schedule(FLUSH_AFTER, () -> onAlarm(this::flushLeftOver));
        }
    }

    private void flushLeftOver() {
        lock.lock();
        try {
            flushAlarmSet = false;
            if (!ended && frames.size() > 0) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepAwake() {
        if (!lock.tryLock()) {
            // Somebody writes, which is a sign of life, unless it stands still.
            endStandstill();
            return;
        }
        try {
            if (!ended) {
                if (!silence.left().isPositive()) {
                    silence.comment();
                    signs.addCommentTo(frames);
                    flush();
                }
                awaitSilence();
            }
        } finally {
            lock.unlock();
        }
    }

    private void endStandstill() {
        Duration left = writeTimeout.minus(flushing.underWay());
        if (left.isPositive()) {
            heartbeatAlarm = time.schedule(shorter(left, heartbeat), () -> onAlarm(this::keepAwake));
        } else if (!ended) {
            throw new ClientGoneException(
                    new IOException("A write has not moved for " + writeTimeout + ", the longest allowed"));
        }
    }

    private void awaitSilence() {
        cancelHeartbeat();
        Duration delay = shorter(silence.left(), writeTimeout);
        heartbeatAlarm = time.schedule(delay, () -> onAlarm(this::keepAwake));
    }

    private void onAlarm(Runnable writing) {
        try {
            writing.run();
        } catch (ClientGoneException e) {
            onClientGone.run();
        }
    }

    private void failIfEnded() {
        if (ended) {
            throw new ClientGoneException(new IOException("The response has ended"));
        }
    }

    private void flush() {
        boolean afterSilence = silence.isLong();
        try {
            flushing.run(frames, out);
        } catch (IOException | RuntimeException e) {
            // Servers also throw the latter, for a response that they have taken back.
            ended = true;
            throw new ClientGoneException(e);
        }
        silence.broken(afterSilence);
        if (afterSilence) {
            awaitSilence();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
