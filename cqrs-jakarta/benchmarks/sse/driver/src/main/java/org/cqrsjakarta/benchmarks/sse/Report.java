package org.cqrsjakarta.benchmarks.sse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.cqrsjakarta.benchmarks.Figure;
import org.cqrsjakarta.benchmarks.Table;

/**
 * What is told in the end.
 *
 * @param cpu   CPU time of the server for each event
 * @param clock time on the clock until something happened
 */
record Report(List<Figure> cpu, List<Figure> clock) {

    private static final double MICROSECOND = 1_000;
    private static final double MILLISECOND = 1_000_000;
    private static final String BYTES = "B on the wire";

    /** The median of all samples, with the least and the most. */
    static Figure figure(String work, String who, List<Sample> samples) {
        List<Double> nanos = sorted(samples, Sample::nanos);
        return new Figure(
                work, who, median(nanos), nanos.getFirst(), nanos.getLast(), median(sorted(samples, Sample::bytes)));
    }

    /** All tables. */
    String text() {
        return String.join(
                System.lineSeparator(),
                new Table(cpu, "CPU µs per event", MICROSECOND, BYTES).text(),
                new Table(clock, "ms", MILLISECOND, BYTES).text(),
                ratios());
    }

    private String ratios() {
        List<String> lines = new ArrayList<>();
        lines.add("| who | an event of streams of 10,000, over one of a stream of 100,000 |");
        lines.add("|---|---|");
        for (Figure shorter : cpu) {
            for (Figure longer : cpu) {
                if (shorter.work().equals(Rows.SHORT_STREAMS)
                        && longer.work().equals(Rows.LONG_STREAM)
                        && shorter.who().equals(longer.who())) {
                    lines.add(String.format(
                            Locale.ROOT, "| %s | %.2f× |", shorter.who(), shorter.nanos() / longer.nanos()));
                }
            }
        }
        return lines.size() > 2 ? String.join(System.lineSeparator(), lines) + System.lineSeparator() : "";
    }

    private static List<Double> sorted(List<Sample> samples, ToDoubleFunction<Sample> part) {
        return samples.stream().mapToDouble(part).sorted().boxed().toList();
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
