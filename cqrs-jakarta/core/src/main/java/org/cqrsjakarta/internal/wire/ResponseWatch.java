package org.cqrsjakarta.internal.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the responses of one application: wakes those that owe a sign of life, and gives up those that stand still.
 * It writes nothing. One alarm serves all of them: of ten thousand idle ones, each with its own, one would ring every
 * millisecond.
 */
final class ResponseWatch {

    /** It rests for so long for each response that it looks at, so that it takes no more than a trace of the time. */
    private static final Duration REST = Duration.ofNanos(50_000);

    /** But looks at least so many times in a heartbeat. */
    private static final int LOOKS = 32;

    private final Time time;
    private final long longestRestNanos;
    private final Set<LiveResponse> responses = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    private Time.@Nullable Alarm alarm;
    private long alarmNanos;
    private long lookedNanos;

    /** With the heartbeat of the responses. */
    ResponseWatch(Time time, Duration heartbeat) {
        this.time = time;
        this.longestRestNanos = heartbeat.toNanos() / LOOKS;
        this.lookedNanos = time.nanos() - longestRestNanos;
    }

    /** Knows one from now on, and looks after it when it is told to. */
    void add(LiveResponse response) {
        responses.add(response);
    }

    void remove(LiveResponse response) {
        responses.remove(response);
        lock.lock();
        try {
            if (responses.isEmpty() && alarm != null) {
                alarm.cancel();
                alarm = null;
            }
        } finally {
            lock.unlock();
        }
    }

    Set<LiveResponse> all() {
        return Set.copyOf(responses);
    }

    /** Has it look after so long at the latest. */
    void lookIn(Duration delay) {
        lock.lock();
        try {
            long now = time.nanos();
            long earliest = lookedNanos + Math.min(longestRestNanos, responses.size() * REST.toNanos());
            long at = now + delay.toNanos() - earliest > 0 ? now + delay.toNanos() : earliest;
            if (responses.isEmpty() || (alarm != null && alarmNanos - at <= 0)) {
                return;
            }
            if (alarm != null) {
                alarm.cancel();
            }
            alarmNanos = at;
            alarm = time.schedule(Duration.ofNanos(Math.max(0, at - now)), this::look);
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            alarm = null;
            lookedNanos = time.nanos();
        } finally {
            lock.unlock();
        }
        Duration next = null;
        for (LiveResponse response : responses) {
            response.look();
            Duration wanted = response.attention();
            next = next == null || wanted.compareTo(next) < 0 ? wanted : next;
        }
        if (next != null) {
            lookIn(next);
        }
    }
}
