package org.cqrsjakarta.inspector.timeline;

import java.util.List;
import org.cqrsjakarta.inspector.history.Incident;
import org.cqrsjakarta.inspector.history.LaneState;
import org.cqrsjakarta.inspector.history.Mark;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.jspecify.annotations.Nullable;

/**
 * Paints streams, a lane each: step 0 solid, fallbacks dotted, a stall thin, and a shape for what happens. Where lanes are
 * too low for shapes, what would have one is a column of its colour. Not thread-safe.
 */
public final class StreamPainter {

    /** So many in one column make a band. */
    private static final int BAND = 5;

    /** How much the colour of choice shows on the lane that was chosen. */
    private static final double CHOSEN = 0.18;

    private final Palette palette;
    private final Backdrop backdrop;
    private final Strokes strokes;
    private final Strokes stripedStrokes;
    private final Strokes chosenStrokes;
    private final Strokes chosenStripedStrokes;
    private final LanePlaces places = new LanePlaces();

    /**
     * What is to be painted.
     *
     * @param lanes     in the order in which they stand
     * @param viewport  the time
     * @param layout    where lanes stand
     * @param now       until when running streams have run
     * @param marks     where events are missing
     * @param incidents of this time, for the bands
     * @param selected  the one that was chosen
     * @param ticks     lines of the axis
     */
    public record Scene(
            List<StreamLane> lanes,
            Viewport viewport,
            LaneLayout layout,
            long now,
            List<Mark> marks,
            List<Incident> incidents,
            @Nullable StreamLane selected,
            List<TimeAxis.Tick> ticks) {}

    public StreamPainter(Palette palette) {
        this.palette = palette;
        this.backdrop = new Backdrop(palette);
        this.strokes = new Strokes(palette);
        this.stripedStrokes = new Strokes(palette, palette.stripe());
        this.chosenStrokes = new Strokes(palette, Raster.mix(palette.background(), palette.selection(), CHOSEN));
        this.chosenStripedStrokes = new Strokes(palette, Raster.mix(palette.stripe(), palette.selection(), CHOSEN));
    }

    /** Paints all of it anew. */
    public void paint(Raster raster, Scene scene) {
        raster.clear(palette.background());
        stripes(raster, scene);
        backdrop.grid(raster, scene.viewport(), scene.ticks());
        backdrop.marks(raster, scene.viewport(), scene.marks(), scene.now());
        int first = Math.max(0, scene.layout().laneAt(0));
        int last = Math.min(scene.lanes().size() - 1, scene.layout().laneAt(raster.height() - 1.0));
        for (int index = first; index <= last; index++) {
            lane(raster, scene, scene.lanes().get(index), index);
        }
        bands(raster, scene);
    }

    private void stripes(Raster raster, Scene scene) {
        if (scene.layout().laneHeight() < LaneLayout.WITH_NAMES) {
            return;
        }
        int last = scene.layout().laneAt(raster.height());
        for (int index = Math.max(0, scene.layout().laneAt(0)); index <= last; index++) {
            if (isStriped(scene, index)) {
                int top = (int) Math.round(scene.layout().top(index));
                int bottom = (int) Math.round(scene.layout().top(index + 1));
                raster.fill(0, top, raster.width(), bottom, palette.stripe(), Rank.BACKGROUND);
            }
        }
    }

    private static boolean isStriped(Scene scene, int index) {
        return scene.layout().laneHeight() >= LaneLayout.WITH_NAMES && index % 2 == 1;
    }

    private Strokes strokes(boolean chosen, boolean striped) {
        if (chosen) {
            return striped ? chosenStripedStrokes : chosenStrokes;
        }
        return striped ? stripedStrokes : strokes;
    }

    private void lane(Raster raster, Scene scene, StreamLane lane, int index) {
        long end = lane.endedOr(scene.now());
        if (!scene.viewport().shows(lane.started(), end)) {
            return;
        }
        double laneHeight = scene.layout().laneHeight();
        int top = (int) Math.floor(scene.layout().top(index));
        int bottom = Math.max(top + 1, (int) Math.floor(scene.layout().top(index + 1)));
        int room = laneHeight >= LaneLayout.WITH_NAMES ? (bottom - top) / 3 : laneHeight >= 4 ? 1 : 0;
        boolean chosen = lane.equals(scene.selected());
        if (chosen) {
            raster.tint(0, top, raster.width(), bottom, palette.selection(), CHOSEN);
        }
        Strokes onGround = strokes(chosen, isStriped(scene, index));
        places.find(lane, scene.viewport(), raster.width(), scene.now(), scene.layout());
        bars(raster, scene, lane, end, top + room, bottom - room, onGround);
        shapes(raster, scene, lane, top, bottom, onGround);
    }

    private void bars(Raster raster, Scene scene, StreamLane lane, long end, int top, int bottom, Strokes onGround) {
        Viewport viewport = scene.viewport();
        for (int i = 0; i < places.parts(); i++) {
            strokes.bar(
                    raster,
                    places.from(i),
                    top,
                    places.to(i),
                    bottom,
                    lane.segments().get(i).step());
        }
        for (int i = 0; i < lane.stalls(); i++) {
            stall(raster, viewport, lane.stallFrom(i), lane.stallTo(i), top, bottom);
        }
        if (lane.state() == LaneState.RUNNING && end - lane.lastItem() >= StreamLane.STALL_MICROS) {
            stall(raster, viewport, lane.lastItem(), end, top, bottom);
        }
        for (int i = 0; i < lane.holds(); i++) {
            held(raster, viewport, lane.holdFrom(i), lane.holdTo(i), top, bottom, onGround);
        }
        if (lane.isHeld()) {
            held(raster, viewport, lane.heldSince(), end, top, bottom, onGround);
        }
    }

    private void stall(Raster raster, Viewport viewport, long from, long to, int top, int bottom) {
        if (viewport.shows(from, to)) {
            places.cover(
                    Backdrop.column(viewport, from, raster.width()) + 1,
                    Backdrop.column(viewport, to, raster.width()),
                    (x0, x1) -> strokes.stall(raster, x0, top, x1, bottom));
        }
    }

    private void held(Raster raster, Viewport viewport, long from, long to, int top, int bottom, Strokes onGround) {
        if (viewport.shows(from, to)) {
            int left = Backdrop.column(viewport, from, raster.width());
            places.cover(
                    left,
                    Math.max(left + 2, Backdrop.column(viewport, to, raster.width())),
                    (x0, x1) -> onGround.held(raster, x0, top, x1, bottom));
        }
    }

    private void shapes(Raster raster, Scene scene, StreamLane lane, int top, int bottom, Strokes onGround) {
        boolean room = LanePlaces.hasShapes(scene.layout());
        for (int i = 1; i < places.parts(); i++) {
            onGround.switchover(raster, places.from(i), top, bottom, room);
        }
        int x = places.end();
        switch (lane.state()) {
            case FAILED -> onGround.failed(raster, x, top, bottom, room);
            case COMPLETED -> onGround.completed(raster, x, top, bottom, room);
            case LEFT -> onGround.left(raster, x, top, bottom, room);
            case UNKNOWN -> onGround.unknown(raster, x, top, bottom, room);
            case RUNNING ->
                onGround.running(raster, x, top, bottom, room, lane.last().step());
            case HELD -> onGround.waiting(raster, x, top, bottom, room);
        }
    }

    /** Where many streams lose their handler in the same instant. */
    private void bands(Raster raster, Scene scene) {
        int[] inColumn = new int[raster.width()];
        for (Incident incident : scene.incidents()) {
            if (scene.viewport().shows(incident.at(), incident.at())) {
                int x = Backdrop.column(scene.viewport(), incident.at(), raster.width());
                if (x >= 0 && x < inColumn.length) {
                    inColumn[x]++;
                }
            }
        }
        double[] shares = new double[raster.width()];
        for (int x = 0; x < inColumn.length; x++) {
            if (inColumn[x] >= BAND) {
                double share = Math.min(0.5, 0.12 + inColumn[x] / 200.0);
                for (int near = Math.max(0, x - 1); near <= Math.min(shares.length - 1, x + 1); near++) {
                    shares[near] = Math.max(shares[near], share);
                }
            }
        }
        raster.tintColumns(shares, palette.failure());
    }
}
