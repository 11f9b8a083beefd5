package org.cqrsjakarta.inspector.timeline;

import org.cqrsjakarta.inspector.history.Figures;
import org.cqrsjakarta.inspector.history.GapHistogram;
import org.cqrsjakarta.inspector.history.GapScale;

/**
 * Paints how long gaps were over time: a column for each while, and rows up from 10 µs to 100 s, {@value #A_DECADE} to each
 * decade. The lowest row holds what is shorter, too, and the highest what is longer.
 */
public final class HeatmapPainter {

    /** How many decades there are. */
    public static final int DECADES = 7;

    /** How many rows a decade has. */
    public static final int A_DECADE = 4;

    /** How many rows there are. */
    public static final int ROWS = DECADES * A_DECADE;

    private static final long SHORTEST = 10;
    private static final long MICROS = 1_000_000;
    private static final int CELL = 8;
    private static final double FAINTEST = 0.4;

    private final Palette palette;

    /** How many gaps there are in each cell. */
    private static final class Cells {

        /** Columns of rows, of which the first is the one of the shortest. */
        private final long[][] counts;

        private final long most;

        Cells(long[][] counts, long most) {
            this.counts = counts;
            this.most = most;
        }

        int columns() {
            return counts.length;
        }

        long count(int column, int row) {
            return counts[column][row];
        }

        /** In one cell. */
        long most() {
            return most;
        }
    }

    public HeatmapPainter(Palette palette) {
        this.palette = palette;
    }

    /** The row of a gap, 0 being the shortest. */
    public static int rowOf(long micros) {
        double decades = Math.log10((double) Math.max(SHORTEST, micros) / SHORTEST);
        // A power of ten is to be in the row that begins with it, however it is rounded.
        return Math.clamp((long) Math.floor(decades * A_DECADE + 1e-9), 0, ROWS - 1);
    }

    /** The gap with which a decade begins, in microseconds; {@link #DECADES}: the one with which the last one ends. */
    public static long decade(int number) {
        return SHORTEST * Math.round(Math.pow(10, number));
    }

    /** How far below the upper edge a decade begins, in a picture of a height. */
    public static int edgeOf(int decade, int height) {
        return height * (ROWS - decade * A_DECADE) / ROWS;
    }

    /** How many gaps the strongest cell holds; 0 if there are none. */
    public static long most(Figures figures, Viewport viewport, int width) {
        return count(figures, viewport, Math.max(1, width / CELL)).most();
    }

    /** Paints the ground alone. */
    public void blank(Raster raster) {
        raster.clear(palette.background());
    }

    /** Paints what the colours mean: from one gap in a cell on the left to the most of them on the right. */
    public void paintScale(Raster raster) {
        for (int x = 0; x < raster.width(); x++) {
            double share = raster.width() == 1 ? 1 : (double) x / (raster.width() - 1);
            raster.fill(x, 0, x + 1, raster.height(), colour(share), Rank.PRIMARY);
        }
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Figures figures, Viewport viewport) {
        raster.clear(palette.background());
        Cells cells = count(figures, viewport, Math.max(1, raster.width() / CELL));
        for (int column = 0; column < cells.columns(); column++) {
            for (int row = 0; row < ROWS; row++) {
                int top = raster.height() * (ROWS - 1 - row) / ROWS;
                int bottom = raster.height() * (ROWS - row) / ROWS;
                long count = cells.count(column, row);
                int colour = count == 0 ? palette.stripe() : colour(shareOf(count, cells.most()));
                raster.fill(column * CELL, top, (column + 1) * CELL - 1, bottom - 1, colour, Rank.PRIMARY);
            }
        }
        for (int decade = 0; decade <= DECADES; decade++) {
            int y = Math.min(raster.height() - 1, edgeOf(decade, raster.height()));
            raster.fill(0, y, raster.width(), y + 1, palette.grid(), Rank.END);
        }
    }

    /** Each doubling of a count is as much stronger as the one before. */
    private static double shareOf(long count, long most) {
        return most == 1 ? 0 : Math.log((double) count) / Math.log((double) most);
    }

    private int colour(double share) {
        return palette.mixed(palette.fallback(), FAINTEST + (1 - FAINTEST) * share);
    }

    private static Cells count(Figures figures, Viewport viewport, int columns) {
        long[][] counts = new long[columns][ROWS];
        long most = 0;
        long step = Math.max(MICROS, Math.ceilDiv(viewport.span(), columns));
        for (int column = 0; column < columns; column++) {
            long from = viewport.from() + viewport.span() * column / columns;
            if (Math.floorDiv(from, step) == Math.floorDiv(from - viewport.span() / columns, step) && column > 0) {
                // Closer than a second: the whole second is as wide as it is.
                counts[column] = counts[column - 1];
                continue;
            }
            long second = Math.floorDiv(from, step) * step;
            GapHistogram gaps = figures.between(second, second + step).gaps();
            for (int gapClass = 0; gapClass < GapScale.CLASSES; gapClass++) {
                int row = rowOf(GapScale.from(gapClass));
                counts[column][row] += gaps.count(gapClass);
                most = Math.max(most, counts[column][row]);
            }
        }
        return new Cells(counts, most);
    }
}
