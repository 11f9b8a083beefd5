package org.cqrsjakarta.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as a table in Markdown, each of others beside how many times as much ours takes. */
final class Table {

    private static final String HEAD = """
            | work | who | CPU ns | least–most | B | ours takes |
            |---|---|---|---|---|---|
            """;

    private final List<Figure> figures;

    Table(List<Figure> figures) {
        this.figures = List.copyOf(figures);
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        Map<Work, Figure> ours = new EnumMap<>(Work.class);
        for (Figure figure : figures) {
            boolean first = ours.putIfAbsent(figure.work(), figure) == null;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s–%s | %s | %s |%n",
                    first ? figure.work().words() : "",
                    figure.who(),
                    shown(figure.nanos()),
                    shown(figure.least()),
                    shown(figure.most()),
                    shown(figure.bytes()),
                    figure.isOurs() ? "" : shown(ours.get(figure.work()).nanos() / figure.nanos()) + "×"));
        }
        return text.toString();
    }

    /** With as many digits as mean something. */
    static String shown(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
