package org.cqrsjakarta.inspector.timeline;

import java.util.List;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.history.Mark;
import org.cqrsjakarta.inspector.protocol.CircuitControl;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.CircuitState;
import org.jspecify.annotations.Nullable;

/** Paints circuits on the streams' time axis: CLOSED low, OPEN a full block, HALF_OPEN hatched, unseen empty. */
public final class CircuitPainter {

    private final Palette palette;
    private final Backdrop backdrop;

    /**
     * What is to be painted.
     *
     * @param lanes     one below the other
     * @param viewport  the time
     * @param now       until when the last state is known
     * @param marks     where events are missing
     * @param ticks     lines of the axis
     * @param rowHeight of a lane in pixels
     */
    public record Scene(
            List<CircuitLane> lanes,
            Viewport viewport,
            long now,
            List<Mark> marks,
            List<TimeAxis.Tick> ticks,
            int rowHeight) {}

    public CircuitPainter(Palette palette) {
        this.palette = palette;
        this.backdrop = new Backdrop(palette);
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Scene scene) {
        raster.clear(palette.background());
        backdrop.grid(raster, scene.viewport(), scene.ticks());
        backdrop.marks(raster, scene.viewport(), scene.marks(), scene.now());
        for (int row = 0; row < scene.lanes().size(); row++) {
            lane(raster, scene, scene.lanes().get(row), row * scene.rowHeight());
        }
    }

    private void lane(Raster raster, Scene scene, CircuitLane lane, int top) {
        int bottom = top + scene.rowHeight();
        List<CircuitLane.Stay> stays = lane.stays();
        for (int i = 0; i < stays.size(); i++) {
            CircuitLane.Stay stay = stays.get(i);
            long until = i + 1 < stays.size() ? stays.get(i + 1).from() : Math.max(scene.now(), stay.from());
            if (scene.viewport().shows(stay.from(), until)) {
                int x0 = Backdrop.column(scene.viewport(), stay.from(), raster.width());
                int x1 = Math.max(x0 + 2, Backdrop.column(scene.viewport(), until, raster.width()));
                stay(raster, palette, stay.state(), x0, top + 3, x1, bottom - 3);
            }
        }
        CircuitFacts facts = lane.facts();
        if (facts != null && facts.control() != CircuitControl.AUTOMATIC) {
            int x = Backdrop.column(scene.viewport(), scene.now(), raster.width());
            raster.fill(x - 40, bottom - 3, x, bottom - 1, palette.selection(), Rank.FAILURE);
        }
    }

    /** Paints a state; one that is not known is not there. */
    static void stay(
            Raster raster, Palette palette, @Nullable CircuitState state, int x0, int top, int x1, int bottom) {
        if (state == null) {
            return;
        }
        switch (state) {
            case CLOSED -> {
                raster.fill(x0, top, x1, bottom, palette.mixed(palette.good(), 0.16), Rank.PRIMARY);
                raster.fill(x0, bottom - 3, x1, bottom, palette.good(), Rank.PRIMARY);
            }
            case OPEN -> raster.fill(x0, top, x1, bottom, palette.failure(), Rank.FAILURE);
            case HALF_OPEN -> {
                raster.fill(x0, top, x1, bottom, palette.mixed(palette.switchover(), 0.25), Rank.SWITCHOVER);
                raster.fill(x0, top, x1, bottom, palette.switchover(), Rank.SWITCHOVER, Raster.Pattern.hatched(5));
            }
        }
    }
}
