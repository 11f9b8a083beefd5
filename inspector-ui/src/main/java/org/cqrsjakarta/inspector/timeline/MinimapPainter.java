package org.cqrsjakarta.inspector.timeline;

import java.util.Collection;
import java.util.List;
import org.cqrsjakarta.inspector.history.Incident;
import org.cqrsjakarta.inspector.history.Mark;
import org.cqrsjakarta.inspector.history.StreamLane;

/** Paints the whole history: how many streams ran, where some switched over or failed, and what is on screen. */
public final class MinimapPainter {

    private final Palette palette;

    /**
     * What is to be painted.
     *
     * @param lanes     all of them
     * @param incidents oldest first
     * @param marks     where events are missing
     * @param whole     the time of the history
     * @param viewport  what is on screen
     * @param now       until when running streams have run
     */
    public record Scene(
            List<StreamLane> lanes,
            Collection<Incident> incidents,
            List<Mark> marks,
            Viewport whole,
            Viewport viewport,
            long now) {}

    public MinimapPainter(Palette palette) {
        this.palette = palette;
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Scene scene) {
        raster.clear(palette.stripe());
        int width = raster.width();
        int height = raster.height();
        new Backdrop(palette).marks(raster, scene.whole(), scene.marks(), scene.now());
        int[] running = running(scene, width);
        int most = 1;
        for (int count : running) {
            most = Math.max(most, count);
        }
        for (int x = 0; x < width; x++) {
            int bar = (int) Math.ceil((double) running[x] / most * (height - 8));
            raster.fill(x, height - bar, x + 1, height, palette.mixed(palette.primary(), 0.45), Rank.PRIMARY);
        }
        for (Incident incident : scene.incidents()) {
            int x = Backdrop.column(scene.whole(), incident.at(), width);
            if (incident.fatal()) {
                raster.fill(x, 0, x + 2, 6, palette.failure(), Rank.FAILURE);
            } else {
                raster.fill(x, 0, x + 2, 6, palette.fallback(), Rank.SWITCHOVER);
            }
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

    private static int[] running(Scene scene, int width) {
        int[] change = new int[width + 1];
        for (StreamLane lane : scene.lanes()) {
            int from = Math.clamp(Backdrop.column(scene.whole(), lane.started(), width), 0, width - 1);
            int to = Math.clamp(Backdrop.column(scene.whole(), lane.endedOr(scene.now()), width), 0, width - 1);
            change[from]++;
            change[to + 1]--;
        }
        int[] running = new int[width];
        int now = 0;
        for (int x = 0; x < width; x++) {
            now += change[x];
            running[x] = now;
        }
        return running;
    }
}
