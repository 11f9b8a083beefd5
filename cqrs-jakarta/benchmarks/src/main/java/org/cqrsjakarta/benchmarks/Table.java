package org.cqrsjakarta.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as a table in Markdown, each of others beside how many times as much ours takes. */
public final class Table {

    private final List<Figure> figures;
    private final String time;
    private final double unit;
    private final String bytes;

    /** Of nanoseconds of CPU time. */
    Table(List<Figure> figures) {
        this(figures, "CPU ns", 1, "B");
    }

    /**
     * Of another unit.
     *
     * @param figures those of the same work next to each other, ours first
     * @param time    what stands above the times
     * @param unit    how many nanoseconds one of them is
     * @param bytes   what stands above the bytes
     */
    public Table(List<Figure> figures, String time, double unit, String bytes) {
        this.figures = List.copyOf(figures);
        this.time = time;
        this.unit = unit;
        this.bytes = bytes;
    }

    public String text() {
        StringBuilder text = new StringBuilder()
                .append("| work | who | ")
                .append(time)
                .append(" | least–most | ")
                .append(bytes)
                .append(" | ours takes |\n|---|---|---|---|---|---|\n");
        Map<String, Figure> ours = new HashMap<>();
        for (Figure figure : figures) {
            boolean first = ours.putIfAbsent(figure.work(), figure) == null;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s–%s | %s | %s |%n",
                    first ? figure.work() : "",
                    figure.who(),
                    shown(figure.nanos() / unit),
                    shown(figure.least() / unit),
                    shown(figure.most() / unit),
                    shown(figure.bytes()),
                    figure.isOurs() ? "" : times(ours.get(figure.work()), figure)));
        }
        return text.toString();
    }

    /** Nothing, where the first of a piece of work is not ours. */
    private static String times(Figure ours, Figure figure) {
        return ours.isOurs() ? shown(ours.nanos() / figure.nanos()) + "×" : "";
    }

    /** With as many digits as mean something. */
    static String shown(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
