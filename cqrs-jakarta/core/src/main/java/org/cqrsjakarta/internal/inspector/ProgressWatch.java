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
 * Looks how far each open stream has come, ten times a second, and puts down those that have moved, and those that are held
 * for their clients or are not any more: so items cost nothing that is not there anyway. Looks only while somebody watches.
 */
final class ProgressWatch {

    static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** How a stream stood. */
    private record Seen(long position, boolean held) {

        static final Seen NOTHING = new Seen(0, false);
    }

    private final OpenRuns runs;
    private final FactRing ring;
    private final WallTime clock;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock, as the others. */
    private int watchers;

    /** How often somebody has begun to watch while nobody did. */
    private long watch;

    private Map<StreamRun<?>, Seen> seen = new HashMap<>();
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
                // A feed that goes on where it was knows of streams as they were when somebody watched last.
                look(true);
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
                look(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private void look(boolean atAll) {
        Map<StreamRun<?>, Seen> now = HashMap.newHashMap(seen.size());
        long micros = clock.micros();
        runs.forEach(run -> {
            Seen stands = new Seen(run.position(), run.isHeld());
            now.put(run, stands);
            if (atAll || !stands.equals(seen.getOrDefault(run, Seen.NOTHING))) {
                ring.add(new Fact.Progress(micros, run.id(), stands.position(), stands.held()));
            }
        });
        seen = now;
        long current = watch;
        alarm = time.schedule(BETWEEN_LOOKS, () -> onAlarm(current));
    }
}
