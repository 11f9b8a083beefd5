package org.cqrsjakarta.internal.stream.exerciser;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;

/** Whether everything that the streams of a round have taken was given back. */
final class Given {

    private Given() {}

    /** What was not. */
    static List<String> back(Round round) {
        List<String> missing = new ArrayList<>();
        for (HandlerUse use : round.uses) {
            if (!use.isReleased) {
                missing.add("not released: " + use);
            } else if (round.stackFrames == 0 && use.opened.get() != use.closed.get()) {
                missing.add("not closed: " + use);
            }
        }
        for (ExercisedChain.Link link : round.chain.links) {
            if (link.places() > 0 && !link.bulkhead().toString().startsWith("0 of ")) {
                missing.add("places of " + link + ": " + link.bulkhead());
            }
            if (link.circuit().notReported() > 0) {
                missing.add("permits not reported by " + link);
            }
            GuardedCircuit guarded = link.circuit().guarded();
            if (guarded != null && guarded.facts().permits() != 0) {
                missing.add("permits out: " + guarded.facts());
            }
        }
        if (!round.open.toString().startsWith("0 ")) {
            missing.add("runs: " + round.open);
        }
        if (round.time.waiting() > 0) {
            missing.add("alarms: " + round.time.waiting());
        }
        long alive = round.threads.stream().filter(Thread::isAlive).count();
        if (alive > 0) {
            missing.add("threads: " + alive);
        }
        return missing;
    }
}
