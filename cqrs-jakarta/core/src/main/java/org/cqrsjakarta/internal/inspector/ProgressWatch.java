package org.cqrsjakarta.internal.inspector;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Looks how far each open stream has come, ten times a second, and puts down those that have moved: so items cost nothing
 * that is not there anyway. Looks only while somebody watches.
 */
final class ProgressWatch {

    static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final OpenRuns runs;
    private final FactRing ring;
    private final WallTime clock;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock, as the others. */
    private int watchers;

    /** How often somebody has begun to watch while nobody did. */
    private long watch;

    private Map<StreamRun<?>, Long> seen = new HashMap<>();
    private Time.@Nullable Alarm alarm;

    ProgressWatch(OpenRuns runs, FactRing ring, WallTime clock, Time time) {
        this.runs = runs;
        this.ring = ring;
        this.clock = clock;
        this.time = time;
    }

    void begin() {
        lock.lock();
        try {
            watchers++;
            if (watchers == 1) {
                watch++;
                look();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            watchers--;
            if (watchers == 0) {
                seen = new HashMap<>();
                if (alarm != null) {
                    alarm.cancel();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void onAlarm(long ofWatch) {
        lock.lock();
        try {
            // One that could not be called off may come when others watch.
            if (watchers > 0 && ofWatch == watch) {
                look();
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        Map<StreamRun<?>, Long> now = HashMap.newHashMap(seen.size());
        long micros = clock.micros();
        runs.forEach(run -> {
            long position = run.position();
            Long before = seen.get(run);
            now.put(run, position);
            if (before == null ? position > 0 : position > before) {
                ring.add(new Fact.Progress(micros, run.id(), position));
            }
        });
        seen = now;
        long current = watch;
        alarm = time.schedule(BETWEEN_LOOKS, () -> onAlarm(current));
    }
}
