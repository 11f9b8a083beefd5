package org.cqrsjakarta.internal.delivery;

import java.io.Serial;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * What has to be out before a delivered run is: its thread, its handlers, and whoever closes it. Counted by itself, and told by
 * itself that its handlers are out: there may be no memory for anything else then. Callable from any thread.
 */
final class Inside extends AtomicInteger implements Runnable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int THREAD_AND_HANDLERS = 2;

    private final transient Outlet outlet;

    /** Ends it when it has gone on for as long as it may. */
    private transient volatile Time.@Nullable Alarm life;

    /** Under the lock. */
    private boolean hasVacated;

    Inside(Outlet outlet) {
        super(THREAD_AND_HANDLERS);
        this.outlet = outlet;
    }

    /** It ends by this alarm, unless it does before. */
    void endsBy(Time.Alarm alarm) {
        life = alarm;
    }

    /** Whoever closes it is counted, too, and tells of its end when the others are out. Not when all are. */
    boolean enter() {
        return getAndUpdate(many -> many == 0 ? 0 : many + 1) != 0;
    }

    /** Its handlers are out; told once or more. */
    @Override
    public void run() {
        synchronized (this) {
            if (hasVacated) {
                return;
            }
            hasVacated = true;
            // Within: whoever comes second finds the place free.
            outlet.vacated();
        }
        out();
    }

    /** One of them is out. */
    void out() {
        if (decrementAndGet() == 0) {
            Time.Alarm alarm = life;
            if (alarm != null) {
                alarm.cancel();
            }
            outlet.out();
        }
    }
}
