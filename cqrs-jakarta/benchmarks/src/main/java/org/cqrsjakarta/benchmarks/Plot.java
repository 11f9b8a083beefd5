package org.cqrsjakarta.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Draws figures as SVG: a bar of CPU time for each, on a logarithmic axis, those of one piece of work together. Ours are of
 * another colour.
 */
public final class Plot {

    private static final int WIDTH = 900;
    private static final int LEFT = 300;
    private static final int RIGHT = 90;
    private static final int BAR = 14;
    private static final int PITCH = 20;
    private static final int GROUP = 34;
    private static final int AXIS = 30;

    private static final String OURS = "#0969da";
    private static final String PEERS = "#afb8c1";

    private final List<Figure> figures;
    private final int lowest;
    private final int highest;
    private final StringBuilder svg = new StringBuilder();

    private Plot(List<Figure> figures) {
        this.figures = figures;
        lowest = (int) Math.floor(
                Math.log10(figures.stream().mapToDouble(Figure::nanos).min().orElse(1)));
        highest = (int) Math.ceil(
                Math.log10(figures.stream().mapToDouble(Figure::nanos).max().orElse(10)));
    }

    /** Reads the first file, of JSON, and writes the second. */
    public static void main(String[] files) throws IOException {
        Files.writeString(Path.of(files[1]), new Plot(FigureFile.read(Path.of(files[0]))).draw());
    }

    private String draw() {
        List<String> works = figures.stream().map(Figure::work).distinct().toList();
        int height = AXIS + works.size() * GROUP + figures.size() * PITCH + PITCH;
        svg.append(String.format(Locale.ROOT, """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
            font-family="system-ui, sans-serif" font-size="12">
            <title>CPU time per operation, ours beside others</title>
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            """, WIDTH, height));
        for (int power = lowest; power <= highest; power++) {
            svg.append(String.format(
                    Locale.ROOT,
                    """
            <line x1="%1$.1f" x2="%1$.1f" y1="%2$d" y2="%3$d" stroke="#d8dee4"/>
            <text x="%1$.1f" y="%4$d" text-anchor="middle" fill="#57606a">%5$s</text>
            """,
                    x(Math.pow(10, power)),
                    AXIS,
                    height - PITCH / 2,
                    AXIS - 10,
                    nanos(Math.pow(10, power))));
        }
        int y = AXIS;
        for (String work : works) {
            svg.append(String.format(Locale.ROOT, """
            <text x="12" y="%d" font-weight="bold" fill="#1f2328">%s</text>
            """, y + GROUP - 12, work));
            y += GROUP;
            for (Figure figure : figures) {
                if (figure.work().equals(work)) {
                    bar(figure, y);
                    y += PITCH;
                }
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(Figure figure, int y) {
        double end = x(figure.nanos());
        svg.append(String.format(
                Locale.ROOT,
                """
            <text x="%d" y="%d" text-anchor="end" fill="#1f2328">%s</text>
            <rect x="%d" y="%d" width="%.1f" height="%d" rx="2" fill="%s"/>
            <text x="%.1f" y="%d" fill="#57606a">%s</text>
            """,
                LEFT - 8,
                y + BAR - 3,
                figure.who(),
                LEFT,
                y,
                end - LEFT,
                BAR,
                figure.isOurs() ? OURS : PEERS,
                end + 6,
                y + BAR - 3,
                Table.shown(figure.nanos())));
    }

    private double x(double nanos) {
        double share = (Math.log10(nanos) - lowest) / (highest - lowest);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static String nanos(double nanos) {
        if (nanos < 1) {
            return String.format(Locale.ROOT, "%.1f ns", nanos);
        }
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.0f µs", nanos / 1_000)
                : String.format(Locale.ROOT, "%.0f ms", nanos / 1_000_000);
    }
}
