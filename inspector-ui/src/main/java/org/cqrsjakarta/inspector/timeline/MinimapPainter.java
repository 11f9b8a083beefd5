package org.cqrsjakarta.inspector.timeline;

import java.util.List;
import org.cqrsjakarta.inspector.history.Mark;

/** Paints the whole history: how many streams ran, where some switched over or failed, and what is on screen. */
public final class MinimapPainter {

    private final Palette palette;

    /**
     * What is to be painted.
     *
     * @param overview what there was
     * @param marks    where events are missing
     * @param whole    the time of the history
     * @param viewport what is on screen
     * @param now      until when what is missing now is missing
     */
    public record Scene(Overview overview, List<Mark> marks, Viewport whole, Viewport viewport, long now) {}

    public MinimapPainter(Palette palette) {
        this.palette = palette;
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Scene scene) {
        raster.clear(palette.stripe());
        int width = raster.width();
        int height = raster.height();
        new Backdrop(palette).marks(raster, scene.whole(), scene.marks(), scene.now());
        int[] running = new int[width];
        int most = 1;
        for (int x = 0; x < width; x++) {
            running[x] = scene.overview().running(scene.whole().time(x + 0.5, width));
            most = Math.max(most, running[x]);
        }
        for (int x = 0; x < width; x++) {
            int bar = (int) Math.ceil((double) running[x] / most * (height - 8));
            raster.fill(x, height - bar, x + 1, height, palette.mixed(palette.primary(), 0.45), Rank.PRIMARY);
            trouble(raster, x, scene.overview().trouble(scene.whole().time(x + 0.5, width)));
        }
        int left = Backdrop.column(scene.whole(), scene.viewport().from(), width);
        int right = Math.max(
                left + 3, Backdrop.column(scene.whole(), scene.viewport().to(), width));
        raster.tint(0, 0, left, height, palette.background(), 0.55);
        raster.tint(right, 0, width, height, palette.background(), 0.55);
        for (int edge : new int[] {Math.max(0, left), Math.min(width, right) - 2}) {
            raster.tint(edge, 0, edge + 2, height, palette.selection(), 0.9);
        }
    }

    private void trouble(Raster raster, int x, Overview.Trouble trouble) {
        switch (trouble) {
            case NONE -> {}
            case SWITCHOVERS -> raster.fill(x, 0, x + 2, 6, palette.fallback(), Rank.SWITCHOVER);
            case FAILURES -> raster.fill(x, 0, x + 2, 6, palette.failure(), Rank.FAILURE);
        }
    }
}
