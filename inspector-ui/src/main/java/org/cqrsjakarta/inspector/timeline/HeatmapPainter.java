package org.cqrsjakarta.inspector.timeline;

import org.cqrsjakarta.inspector.history.Figures;
import org.cqrsjakarta.inspector.history.GapHistogram;
import org.cqrsjakarta.inspector.history.GapScale;

/** Paints how long gaps were over time: a column for each while, a row for each doubling from 16 µs up to 2 minutes. */
public final class HeatmapPainter {

    /** How many rows there are. */
    public static final int ROWS = 24;

    private static final int LOWEST_DOUBLING = 4;
    private static final long MICROS = 1_000_000;
    private static final int CELL = 8;

    private final Palette palette;

    public HeatmapPainter(Palette palette) {
        this.palette = palette;
    }

    /** The row of a gap, 0 being the shortest. */
    public static int rowOf(long micros) {
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, micros));
        return Math.clamp(doubling - LOWEST_DOUBLING, 0, ROWS - 1);
    }

    /** The shortest gap of a row, in microseconds; the lowest row holds all that are shorter, too. */
    public static long shortestIn(int row) {
        return 1L << (row + LOWEST_DOUBLING);
    }

    /** Paints the ground alone. */
    public void blank(Raster raster) {
        raster.clear(palette.background());
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Figures figures, Viewport viewport) {
        raster.clear(palette.background());
        int columns = Math.max(1, raster.width() / CELL);
        long[][] counts = new long[columns][ROWS];
        long most = 1;
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
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < ROWS; row++) {
                int top = raster.height() * (ROWS - 1 - row) / ROWS;
                int bottom = raster.height() * (ROWS - row) / ROWS;
                long count = counts[column][row];
                int colour = count == 0
                        ? palette.stripe()
                        : palette.mixed(
                                palette.fallback(), 0.3 + 0.7 * Math.log1p((double) count) / Math.log1p((double) most));
                raster.fill(column * CELL, top, (column + 1) * CELL - 1, bottom - 1, colour, Rank.PRIMARY);
            }
        }
    }
}
