package org.cqrsjakarta.benchmarks;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one piece of work has taken.
 *
 * @param work  which, in the words of a row of the table
 * @param who   who has done it, by the method's name, with its parameters; ours begin with {@value #OURS}
 * @param nanos for each operation, the median of all turns; CPU time of the process, unless the work says otherwise
 * @param least the turn with the least
 * @param most  the turn with the most
 * @param bytes for each operation, the median of all turns; those allocated on all threads, unless the table says otherwise
 */
public record Figure(String work, String who, double nanos, double least, double most, double bytes) {

    /** How they begin who are this library. */
    public static final String OURS = "cqrsJakarta";

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double MEDIAN = 50;

    static Figure of(Work work, RunResult result) {
        Statistics nanos = metric(result, CpuTimeProfiler.METRIC);
        return new Figure(
                work.words(),
                who(result.getParams()),
                nanos.getPercentile(MEDIAN),
                nanos.getMin(),
                nanos.getMax(),
                metric(result, ALLOCATED).getPercentile(MEDIAN));
    }

    boolean isOurs() {
        return who.startsWith(OURS);
    }

    /** As progress. */
    String line() {
        return String.format(Locale.ROOT, "%-30s %-42s %,12.1f ns %,10.1f B", work, who, nanos, bytes);
    }

    private static Statistics metric(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getStatistics();
    }

    private static String who(BenchmarkParams benchmark) {
        String method =
                benchmark.getBenchmark().substring(benchmark.getBenchmark().lastIndexOf('.') + 1);
        return benchmark.getParamsKeys().stream()
                .map(key -> ", " + key + " " + benchmark.getParam(key))
                .collect(Collectors.joining("", method, ""));
    }
}
