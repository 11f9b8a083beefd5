package org.cqrsjakarta.inspector.timeline;

import java.util.List;
import org.cqrsjakarta.inspector.history.Mark;

/** What all pictures with a time axis stand on. */
final class Backdrop {

    /** Far outside is as good as just outside, and does not overflow. */
    private static final double OUTSIDE = 10_000;

    private static final int NARROWEST_MARK = 3;

    private final Palette palette;

    Backdrop(Palette palette) {
        this.palette = palette;
    }

    /** The column of a time; outside of the picture by no more than is of use. */
    static int column(Viewport viewport, long time, int width) {
        return (int) Math.floor(Math.clamp(viewport.x(time, width), -OUTSIDE, width + OUTSIDE));
    }

    /** Paints the lines of the axis. */
    void grid(Raster raster, Viewport viewport, List<TimeAxis.Tick> ticks) {
        for (TimeAxis.Tick tick : ticks) {
            int x = column(viewport, tick.time(), raster.width());
            raster.fill(x, 0, x + 1, raster.height(), palette.grid(), Rank.GRID);
        }
    }

    /** Paints where events are missing. */
    void marks(Raster raster, Viewport viewport, List<Mark> marks, long now) {
        for (Mark mark : marks) {
            long until = mark.isOpen() ? Math.max(now, mark.from()) : mark.to();
            if (viewport.shows(mark.from(), until)) {
                int x0 = column(viewport, mark.from(), raster.width());
                int x1 = Math.max(x0 + NARROWEST_MARK, column(viewport, until, raster.width()));
                missing(raster, x0, x1, palette);
            }
        }
    }

    static void missing(Raster raster, int x0, int x1, Palette palette) {
        raster.fill(x0, 0, x1, raster.height(), palette.unknown(), Rank.UNKNOWN, Raster.Pattern.hatched(7));
    }
}
