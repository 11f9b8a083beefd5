package org.cqrsjakarta.inspector.view;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.history.Segment;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.timeline.LaneLayout;
import org.cqrsjakarta.inspector.timeline.LanePlaces;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.cqrsjakarta.inspector.viewmodel.CircuitRow;
import org.cqrsjakarta.inspector.viewmodel.StreamStory;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** What is written beside lanes and on them. */
final class TimelineTexts {

    /** To the left of everything. */
    static final double MARGIN = 12;

    private static final double BEFORE_PICTURE = 10;
    private static final double NUMBER = 52;
    private static final double WAIT = 110;
    private static final double BESIDE = 12;
    private static final double WIDEST_REASON = 110;

    private final Workbench bench;
    private final double gutter;
    private final Elided elided = new Elided();
    private final LanePlaces places = new LanePlaces();

    /**
     * Prepares texts.
     *
     * @param gutter how wide what is left of the pictures is
     */
    TimelineTexts(Workbench bench, double gutter) {
        this.bench = bench;
        this.gutter = gutter;
    }

    /** Writes names and states of circuits, and when open ones ask again. */
    void ofCircuits(GraphicsContext graphics, Picture picture, List<CircuitLane> lanes, int rowHeight, long now) {
        Palette palette = bench.palette();
        if (lanes.isEmpty()) {
            write(graphics, "none yet", MARGIN, rowHeight / 2.0, palette.faint());
        }
        for (int row = 0; row < lanes.size(); row++) {
            CircuitLane lane = lanes.get(row);
            double y = row * rowHeight + rowHeight / 2.0;
            write(graphics, name(lane.name(), lane.server(), Fonts.SMALL), MARGIN, y, palette.text());
            graphics.setTextAlign(TextAlignment.RIGHT);
            String state = CircuitRow.words(lane.state());
            write(graphics, state, gutter - BEFORE_PICTURE, y, stateColour(lane, palette));
            writeWait(graphics, picture, lane, y, now);
            graphics.setTextAlign(TextAlignment.LEFT);
        }
    }

    /** Writes names and positions of streams, and what happened to them, where lanes have room. */
    void ofStreams(GraphicsContext graphics, Picture picture, long now) {
        TimelineModel model = bench.timeline();
        LaneLayout layout = model.layout();
        if (layout.laneHeight() < LaneLayout.WITH_NAMES) {
            return;
        }
        Palette palette = bench.palette();
        int last = Math.min(model.lanes().size() - 1, layout.laneAt(picture.pixelHeight()));
        for (int index = Math.max(0, layout.laneAt(0)); index <= last; index++) {
            StreamLane lane = model.lanes().get(index);
            double y = layout.top(index) + layout.laneHeight() / 2;
            boolean chosen = model.selected().filter(lane::equals).isPresent();
            Font font = chosen ? Fonts.SMALL_BOLD : Fonts.SMALL;
            graphics.setFont(font);
            graphics.setTextBaseline(VPos.CENTER);
            graphics.setFill(Skin.colour(chosen ? palette.selection() : palette.text()));
            graphics.fillText(name(StreamStory.name(lane), lane.server(), font), MARGIN, y);
            graphics.setFont(Fonts.SMALL);
            graphics.setFill(Skin.colour(chosen ? palette.selection() : palette.faint()));
            graphics.setTextAlign(TextAlignment.RIGHT);
            graphics.fillText(Words.count(lane.position()), gutter - BEFORE_PICTURE, y);
            graphics.setTextAlign(TextAlignment.LEFT);
            writeReason(graphics, picture, lane, y, now);
        }
    }

    static void write(GraphicsContext graphics, String text, double x, double y, int argb) {
        graphics.setFont(Fonts.SMALL);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFill(Skin.colour(argb));
        graphics.fillText(text, x, y);
    }

    private String name(String name, String server, Font font) {
        double room = gutter - 2 * MARGIN - NUMBER;
        boolean several = bench.session().history().servers().size() > 1;
        return several ? elided.of(name, server, font, room) : elided.of(name, font, room);
    }

    /** At the end of its bar, or before it where it is too short. */
    private void writeWait(GraphicsContext graphics, Picture picture, CircuitLane lane, double y, long now) {
        String waits = new CircuitRow(lane, false).asks(now);
        if (waits.isEmpty()) {
            return;
        }
        Viewport viewport = bench.timeline().viewport();
        int width = picture.pixelWidth();
        double from = Math.max(0, viewport.x(lane.stays().getLast().from(), width));
        double to = Math.min(width, viewport.x(now, width));
        boolean inside = to - from > WAIT;
        double x = (inside ? to : from) - BESIDE / 2;
        if (x > WAIT) {
            Palette palette = bench.palette();
            write(graphics, waits, picture.x(x), y, inside ? palette.background() : palette.failure());
        }
    }

    /** Behind its end, where there is room: a picture that does not say why sends its reader to the panel. */
    private void writeReason(GraphicsContext graphics, Picture picture, StreamLane lane, double y, long now) {
        String reason = lane.latestReason();
        if (reason == null || reason.equals(Segment.UNSEEN)) {
            return;
        }
        TimelineModel model = bench.timeline();
        places.find(lane, model.viewport(), picture.pixelWidth(), now, model.layout());
        double x = places.end() + BESIDE;
        if (x > 0 && x + WIDEST_REASON < picture.pixelWidth()) {
            graphics.fillText(Words.reason(reason), picture.x(x), y);
        }
    }

    private static int stateColour(CircuitLane lane, Palette palette) {
        return switch (lane.state()) {
            case OPEN -> palette.failure();
            case HALF_OPEN -> palette.switchover();
            case CLOSED -> palette.faint();
            case null -> palette.faint();
        };
    }
}
