package org.cqrsjakarta.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Tells how many bytes each row allocates, on all threads. Run in a JVM whose compiler takes no allocation away, so that it
 * is what the code asks for, and the same each time: how much of it the optimising compiler finds depends on what was
 * inlined, and that on when it was compiled.
 */
final class AllocationMeter {

    private static final int WARM_UP = 6;
    private static final int ROUNDS = 10;
    private static final int INVOCATIONS = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationMeter() {}

    /** Writes a line for each row: its name and the bytes of an invocation. */
    public static void main(String[] arguments) throws Exception {
        var rows = new Rows(new Application(), new Application());
        var meter = new AllocationMeter();
        for (Row row : rows.all()) {
            rows.begin(row);
            System.out.println("row " + row.name() + " " + meter.bytes(row));
            rows.end(row);
        }
        // The applications' threads go with the JVM.
        System.exit(0);
    }

    /** The round with the least, as only another thread's own doings can add to it. */
    private long bytes(Row row) throws Exception {
        row.run(row.ours(), WARM_UP * INVOCATIONS);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = threads.getTotalThreadAllocatedBytes();
            row.run(row.ours(), INVOCATIONS);
            least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before);
        }
        return Math.round((double) least / INVOCATIONS);
    }
}
