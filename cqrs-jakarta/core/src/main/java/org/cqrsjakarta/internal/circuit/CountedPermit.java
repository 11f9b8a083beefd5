package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** A permit whose outcome its circuit counts. Its fields are guarded by the circuit's lock. */
final class CountedPermit implements Permit {

    private final GuardedCircuit circuit;
    private final boolean probe;

    long generation;
    boolean settled;
    boolean expired;
    boolean acquitted;
    Time.@Nullable Alarm alarm;
    Time.@Nullable Alarm healthyAlarm;

    CountedPermit(GuardedCircuit circuit, long generation, boolean probe) {
        this.circuit = circuit;
        this.generation = generation;
        this.probe = probe;
    }

    @Override
    public void firstItem() {
        if (probe) {
            circuit.firstItemOf(this);
        }
    }

    @Override
    public void report(Outcome outcome) {
        circuit.report(this, outcome);
    }

    void cancelAlarms() {
        if (alarm != null) {
            alarm.cancel();
        }
        if (healthyAlarm != null) {
            healthyAlarm.cancel();
        }
    }
}
