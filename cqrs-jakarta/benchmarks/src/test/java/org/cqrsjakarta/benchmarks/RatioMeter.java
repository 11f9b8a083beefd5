package org.cqrsjakarta.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells how much CPU time each row takes beside its peer. The two take turns, the shortest of each counts, and it goes on for
 * as long as they are further apart than allowed: on a busy machine code is compiled late.
 */
final class RatioMeter {

    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int LEAST_ROUNDS = 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private RatioMeter() {}

    /** Writes a line for each row: its name and the ratio. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Allowed> allowed = Allowed.byRow();
        var rows = new Rows(new Application(), new Application());
        var meter = new RatioMeter();
        for (Row row : rows.all()) {
            rows.begin(row);
            System.out.printf(Locale.ROOT, "row %s %.2f%n", row.name(), meter.ratio(row, allowed.get(row.name())));
            rows.end(row);
        }
        System.exit(0);
    }

    private double ratio(Row row, Allowed allowed) throws Exception {
        long begin = System.nanoTime();
        double ours = Double.MAX_VALUE;
        double peer = Double.MAX_VALUE;
        for (int round = 0;
                round < LEAST_ROUNDS
                        || !allowed.isWithinBound(ours / peer) && System.nanoTime() - begin < PATIENCE_NANOS;
                round++) {
            ours = Math.min(ours, round(row, row.ours()));
            peer = Math.min(peer, round(row, row.peer()));
        }
        return ours / peer;
    }

    /** Nanoseconds of an invocation. */
    private double round(Row row, Row.Task task) throws Exception {
        long begin = System.nanoTime();
        long cpu = cpuNanos();
        long invocations = 0;
        while (System.nanoTime() - begin < ROUND_NANOS) {
            row.run(task, 1);
            invocations++;
        }
        return (double) (cpuNanos() - cpu) / invocations;
    }

    /** Of the threads that run code of Java's. That of the process is told in hundredths of a second only. */
    private long cpuNanos() {
        return Arrays.stream(threads.getThreadCpuTime(threads.getAllThreadIds()))
                .filter(nanos -> nanos > 0)
                .sum();
    }
}
