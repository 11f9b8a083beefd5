package org.cqrsjakarta.inspector.timeline;

import java.util.List;

/** Paints the ground on which the times of the axis are written. */
public final class AxisPainter {

    private static final int MARK = 4;

    private final Palette palette;

    public AxisPainter(Palette palette) {
        this.palette = palette;
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Viewport viewport, List<TimeAxis.Tick> ticks) {
        raster.clear(palette.background());
        int bottom = raster.height();
        raster.fill(0, bottom - 1, raster.width(), bottom, palette.grid(), Rank.GRID);
        for (TimeAxis.Tick tick : ticks) {
            int x = Backdrop.column(viewport, tick.time(), raster.width());
            raster.fill(x, bottom - MARK, x + 1, bottom, palette.faint(), Rank.GRID);
        }
    }
}
