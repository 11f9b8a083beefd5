package org.cqrsjakarta.internal.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one response. The stream's own thread writes; alarms flush what it left behind when its source
 * blocks, and keep the connection awake.
 *
 * <p>A frame is flushed at once when the last flush is longer ago than {@link #FLUSH_AFTER}, or when
 * {@link #FULL} bytes are pending; else it waits, and an alarm is set for it. So a slow source has every item flushed
 * as it comes, without an alarm, and a fast one is flushed by the buffer.
 */
final class SseWriter {

    static final int FULL = 16 * 1024;
    static final Duration FLUSH_AFTER = Duration.ofMillis(1);
    private static final long RETRY_MILLIS = 2000;

    /**
     * The first write to a client that has left still succeeds, on some servers the second one too. So a write after
     * a silence is followed by this many comments: whoever has left is noticed well within two heartbeats.
     */
    private static final int FOLLOW_UPS = 2;

    private static final int INITIAL_CAPACITY = 512;

    private final OutputStream out;
    private final Time time;
    private final Duration heartbeat;
    private final Runnable onClientGone;

    /** Not a monitor: whoever waits here while the client is slow may be a virtual thread of an older JDK. */
    private final ReentrantLock lock = new ReentrantLock();

    private final FrameBuffer frames;
    private long lastWriteNanos;
    private boolean flushAlarmSet;
    private boolean ended;
    private int followUps;
    private Time.@Nullable Alarm heartbeatAlarm;

    /**
     * Starts the response: the reconnection time goes out at once, so that the client sees an open stream.
     *
     * @param out          the response
     * @param streamId     prefix of the ids
     * @param time         for flushes and heartbeats
     * @param heartbeat    silence after which a comment is sent
     * @param onClientGone called, on any thread and perhaps more than once, when an alarm finds the client gone
     * @throws ClientGoneException if the client has left already
     */
    SseWriter(OutputStream out, String streamId, Time time, Duration heartbeat, Runnable onClientGone) {
        this.out = out;
        this.time = time;
        this.heartbeat = heartbeat;
        this.onClientGone = onClientGone;
        this.frames = new FrameBuffer(streamId, INITIAL_CAPACITY);
        this.lastWriteNanos = time.nanos();
        frames.retry(RETRY_MILLIS);
        flush();
        awaitSilence();
    }

    /**
     * Writes an item.
     *
     * @return whether a full buffer went out, which is when a busy stream should let others run
     * @throws ClientGoneException if the client has left
     */
    boolean item(long position, String json) {
        lock.lock();
        try {
            frames.item(position, json);
            return afterFrame();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes an event that is no item, and flushes it.
     *
     * @throws ClientGoneException if the client has left
     */
    void event(String event, String json) {
        lock.lock();
        try {
            frames.event(event, json);
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
            if (heartbeatAlarm != null) {
                heartbeatAlarm.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean afterFrame() {
        if (frames.size() >= FULL) {
            flush();
            return true;
        }
        if (time.nanos() - lastWriteNanos >= FLUSH_AFTER.toNanos()) {
            flush();
        } else if (!flushAlarmSet) {
            flushAlarmSet = true;
            time.schedule(FLUSH_AFTER, this::flushLeftOver);
        }
        return false;
    }

    private void flushLeftOver() {
        onAlarm(() -> {
            flushAlarmSet = false;
            if (frames.size() > 0) {
                flush();
            }
        });
    }

    private void keepAwake() {
        onAlarm(() -> {
            if (sinceLastWrite().compareTo(longestSilence()) >= 0) {
                followUps = Math.max(0, followUps - 1);
                frames.comment();
                flush();
            }
            awaitSilence();
        });
    }

    private void awaitSilence() {
        if (heartbeatAlarm != null) {
            heartbeatAlarm.cancel();
        }
        heartbeatAlarm = time.schedule(longestSilence().minus(sinceLastWrite()), this::keepAwake);
    }

    private Duration longestSilence() {
        return followUps > 0 ? heartbeat.dividedBy(8) : heartbeat;
    }

    private Duration sinceLastWrite() {
        return Duration.ofNanos(time.nanos() - lastWriteNanos);
    }

    private void onAlarm(Runnable writing) {
        try {
            lock.lock();
            try {
                if (!ended) {
                    writing.run();
                }
            } finally {
                lock.unlock();
            }
        } catch (ClientGoneException e) {
            onClientGone.run();
        }
    }

    private void flush() {
        boolean afterSilence = sinceLastWrite().compareTo(heartbeat.dividedBy(4)) >= 0;
        try {
            frames.drainTo(out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            // Servers also throw the latter, for a response that they have taken back.
            ended = true;
            throw new ClientGoneException(e);
        }
        lastWriteNanos = time.nanos();
        if (afterSilence) {
            followUps = FOLLOW_UPS;
            awaitSilence();
        }
    }
}
