package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.spi.Time;

/**
 * How many bytes of the server a connection may forward next: by the way to forward that it has, and up to the next fault
 * that is planned. Guarded by the monitor of its proxy.
 */
final class Pace {

    private static final int DRIPS_PER_SECOND = 100;

    private final Monitor monitor;
    private final Time time;
    private final List<Fault> planned = new ArrayList<>();
    private Fault manner = Fault.none();
    private long forwarded;
    private int dripping;
    private boolean alarmSet;

    Pace(Monitor monitor, Time time) {
        this.monitor = monitor;
        this.time = time;
    }

    void plan(List<Fault> faults) {
        planned.addAll(faults);
    }

    /** Takes out what is due by now, in the order in which it was planned. */
    List<Fault> due() {
        List<Fault> due =
                planned.stream().filter(fault -> fault.after() <= forwarded).toList();
        planned.removeAll(due);
        return due;
    }

    void forwardBy(Fault fault) {
        manner = fault;
    }

    boolean isSilent() {
        return manner.kind() == Fault.Kind.SILENCE;
    }

    /** How many of these bytes may go now; 0 if none yet. */
    int room(int wanted) {
        return (int) Math.min(byManner(wanted), untilNextFault());
    }

    /** So many have gone. */
    void forwarded(int bytes) {
        forwarded += bytes;
        dripping = Math.max(0, dripping - bytes);
    }

    private int byManner(int wanted) {
        return switch (manner.kind()) {
            case SILENCE -> 0;
            case ONE_BYTE_AT_A_TIME -> Math.min(wanted, 1);
            case SLOW_DRIP -> Math.min(wanted, drip());
            default -> wanted;
        };
    }

    private long untilNextFault() {
        return planned.stream()
                .mapToLong(fault -> fault.after() - forwarded)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private int drip() {
        if (dripping == 0 && !alarmSet) {
            alarmSet = true;
            int size = Math.ceilDiv(manner.bytesPerSecond(), DRIPS_PER_SECOND);
            long nanos = 1_000_000_000L * size / manner.bytesPerSecond();
            time.schedule(Duration.ofNanos(nanos), () -> monitor.locked(() -> fall(size)));
        }
        return dripping;
    }

    private boolean fall(int size) {
        alarmSet = false;
        dripping = size;
        return true;
    }
}
