package org.cqrsjakarta.internal.stream.exerciser;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.cqrsjakarta.internal.circuit.Control;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;

/** What others do to the streams of a round, each on a thread of its own. */
final class Disturbances {

    private static final long SHORTLY = 3_000_000;

    private final Round round;
    private final SplittableRandom random;
    private final List<Runnable> all = new ArrayList<>();
    final boolean interrupts;
    final boolean leaves;

    Disturbances(Round round, SplittableRandom random, List<ExercisedStream> streams, List<GuardedCircuit> circuits) {
        this.round = round;
        this.random = random;
        interrupts = random.nextInt(6) == 0;
        leaves = random.nextInt(3) == 0;
        ExercisedStream one = streams.get(random.nextInt(streams.size()));
        if (interrupts) {
            add(() -> {
                one.consumer().interrupt();
                one.interruptSent = true;
            });
        }
        if (leaves) {
            // Before any of it begins: who leaves while the stream ends must not be told from who left before.
            streams.forEach(stream -> stream.left = true);
            add(leaving(one));
        }
        for (GuardedCircuit circuit : circuits) {
            if (random.nextInt(3) == 0) {
                add(flip(circuit));
            }
        }
    }

    private Runnable leaving(ExercisedStream stream) {
        return switch (random.nextInt(6)) {
            case 0 -> () -> stream.run().abandon(new IllegalStateException("abandoned by another thread"));
            case 1 -> round::stop;
            case 2 ->
                () -> {
                    round.start("closer", stream.run()::close);
                    stream.run().close();
                };
            default -> stream.run()::close;
        };
    }

    private static Runnable flip(GuardedCircuit circuit) {
        return () -> {
            circuit.control(Control.FORCED_OPEN);
            LockSupport.parkNanos(SHORTLY / 10);
            circuit.control(Control.FORCED_CLOSED);
            LockSupport.parkNanos(SHORTLY / 10);
            circuit.control(Control.AUTOMATIC);
            circuit.reset();
        };
    }

    private void add(Runnable task) {
        long nanos = random.nextInt(4) == 0 ? 0 : random.nextLong(SHORTLY);
        all.add(() -> {
            LockSupport.parkNanos(nanos);
            task.run();
        });
    }

    void begin() {
        all.forEach(task -> round.start("disturbance", task));
    }
}
