package org.cqrsjakarta.inspector.viewmodel;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.inspector.history.Figures;

/** Figures over the last minutes, each with its course: what they come to now, and how they came there. */
public final class Trends {

    /** How many values a course has. */
    public static final int POINTS = 60;

    private static final long SECOND = 1_000_000;

    /**
     * A figure.
     *
     * @param title  for a human
     * @param value  now, for a human
     * @param detail a word more
     * @param course oldest first, the last one being now; never negative
     */
    public record Trend(String title, String value, String detail, List<Double> course) {

        public Trend {
            course = List.copyOf(course);
        }
    }

    private Trends() {}

    /**
     * The figures over a time up to another one.
     *
     * @param figures what was counted
     * @param now     the end
     * @param span    how long, in microseconds; at least a minute is shown
     */
    public static List<Trend> of(Figures figures, long now, long span) {
        long step = Math.max(SECOND, Math.ceilDiv(span / POINTS, SECOND) * SECOND);
        // The second that is under way would make every course end in a fall.
        long end = Math.floorDiv(now, step) * step;
        List<Figures.Sums> sums = new ArrayList<>();
        for (int point = POINTS - 1; point >= 0; point--) {
            sums.add(figures.between(end - (point + 1) * step, end - point * step));
        }
        Figures.Sums all = figures.between(end - POINTS * step, end + step);
        Figures.Sums latest = figures.between(end - 5 * step, end);
        String over = " over " + Words.duration(POINTS * step);
        return List.of(
                new Trend(
                        "Streams/s",
                        Words.rate(latest.started() / latest.seconds()),
                        Words.count(all.started()) + over,
                        sums.stream().map(sum -> sum.started() / sum.seconds()).toList()),
                new Trend(
                        "Switchovers/s",
                        Words.rate(latest.switchovers() / latest.seconds()),
                        Words.count(all.switchovers()) + over,
                        sums.stream()
                                .map(sum -> sum.switchovers() / sum.seconds())
                                .toList()),
                new Trend(
                        "Failures/s",
                        Words.rate(latest.failed() / latest.seconds()),
                        Words.count(all.failed()) + over,
                        sums.stream().map(sum -> sum.failed() / sum.seconds()).toList()),
                new Trend(
                        "Gap p50",
                        Words.duration(all.gaps().percentile(0.5)),
                        "p99 " + Words.duration(all.gaps().percentile(0.99)),
                        sums.stream()
                                .map(sum -> Math.max(0.0, (double) sum.gaps().percentile(0.5)))
                                .toList()),
                new Trend(
                        "By fallbacks",
                        Words.percent(all.fallbackShare()),
                        "of " + Words.count(all.primaryItems() + all.fallbackItems()) + " items",
                        sums.stream().map(Figures.Sums::fallbackShare).toList()));
    }
}
