package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The streams to which nobody listens, and which are held for their clients to come back. All are held equally long, so the
 * one that is held longest is the first to be given up, and one alarm serves all. Where there are too many, those make way
 * first that have come to their end, and of those the ones of who has most. Callable from any thread.
 */
final class HeldStreams {

    private final Time time;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();

    /** Whose handlers wait for the client. */
    private final HeldByOwner running = new HeldByOwner();

    /** Which have ended. */
    private final HeldByOwner ended = new HeldByOwner();

    private Time.@Nullable Alarm alarm;

    HeldStreams(Time time, ResumptionRules rules) {
        this.time = time;
        this.most = rules.heldStreams();
    }

    /** Holds one until then. Another one makes way if there are too many. */
    void hold(HeldDelivery stream, long untilNanos) {
        HeldDelivery tooMany;
        lock.lock();
        try {
            forget(stream);
            (stream.hasEnded() ? ended : running).add(stream, untilNanos);
            // Taken out at once: whoever comes next would else find the same one, and two would share one way out.
            HeldByOwner first = ended.isEmpty() ? running : ended;
            tooMany = running.size() + ended.size() > most ? taken(first, first.firstOfWhoHasMost()) : null;
            setAlarm();
        } finally {
            lock.unlock();
        }
        if (tooMany != null) {
            tooMany.makeWay();
        }
    }

    /** Its client has come back, or nothing of it is wanted any more. */
    void release(HeldDelivery stream) {
        lock.lock();
        try {
            forget(stream);
            if (isEmpty()) {
                cancelAlarm();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return running.isEmpty() && ended.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void forget(HeldDelivery stream) {
        var unused = running.remove(stream);
        var unusedToo = ended.remove(stream);
    }

    /**
     * Takes out the one that is held longest of those whose handlers wait, of an owner who may be asked for it: it is to make
     * way.
     *
     * @return {@code null} if there is none
     */
    @Nullable
    HeldDelivery takeRunning(Predicate<Owner> mayBeAsked) {
        lock.lock();
        try {
            return taken(running, running.first(mayBeAsked));
        } finally {
            lock.unlock();
        }
    }

    /** Takes this one out, if its handlers wait. */
    boolean takeRunning(HeldDelivery stream) {
        lock.lock();
        try {
            return running.remove(stream);
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable HeldDelivery taken(HeldByOwner streams, @Nullable HeldDelivery stream) {
        if (stream != null) {
            var unused = streams.remove(stream);
        }
        return stream;
    }

    private void expire() {
        List<HeldDelivery> due = new ArrayList<>();
        lock.lock();
        try {
            alarm = null;
            removeDue(running, due);
            removeDue(ended, due);
            setAlarm();
        } finally {
            lock.unlock();
        }
        due.forEach(HeldDelivery::expire);
    }

    private void removeDue(HeldByOwner streams, List<HeldDelivery> due) {
        for (Long until = streams.untilOfFirst(); until != null && until - time.nanos() <= 0; ) {
            HeldDelivery first = streams.first();
            var unused = streams.remove(first);
            due.add(first);
            until = streams.untilOfFirst();
        }
    }

    private void setAlarm() {
        Long first = earlier(running.untilOfFirst(), ended.untilOfFirst());
        if (first != null && alarm == null) {
            alarm = time.schedule(Duration.ofNanos(Math.max(0, first - time.nanos())), this::expire);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        return one == null || (other != null && other - one < 0) ? other : one;
    }
}
