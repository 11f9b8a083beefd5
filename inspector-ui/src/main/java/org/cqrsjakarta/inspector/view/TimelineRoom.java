package org.cqrsjakarta.inspector.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.timeline.AxisPainter;
import org.cqrsjakarta.inspector.timeline.CircuitPainter;
import org.cqrsjakarta.inspector.timeline.MinimapPainter;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.Sample;
import org.cqrsjakarta.inspector.timeline.StreamPainter;
import org.cqrsjakarta.inspector.timeline.TimeAxis;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.cqrsjakarta.inspector.viewmodel.CircuitRow;
import org.cqrsjakarta.inspector.viewmodel.MapModel;
import org.cqrsjakarta.inspector.viewmodel.StreamStory;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.jspecify.annotations.Nullable;

/** Circuits and streams on one time axis, with a map of everything below. */
final class TimelineRoom implements RoomView {

    private static final double GUTTER = 190;
    private static final int CIRCUIT_ROW = 22;
    private static final int MOST_CIRCUITS = 8;
    private static final int AXIS = 20;
    private static final int MINIMAP = 44;
    private static final double SAMPLE = 26;
    private static final double ZOOM_STEP = 1.2;
    private static final double PIXELS_A_NOTCH = 40;
    private static final double WIDEST_HINT = 420;
    private static final Duration HINT_AFTER = Duration.millis(400);

    private final Workbench bench;
    private final MapModel map = new MapModel();
    private final BorderPane root = new BorderPane();
    private final Picture circuits = new Picture(GUTTER);
    private final Picture axis = new Picture(GUTTER);
    private final Picture streams = new Picture(GUTTER);
    private final Picture minimap = new Picture(GUTTER);
    private final Label streamsHeading = Texts.label("", "heading");
    private final List<SampleView> legend = Stream.of(
                    Sample.PRIMARY,
                    Sample.FALLBACK,
                    Sample.SWITCHOVER,
                    Sample.FAILED,
                    Sample.ENDED,
                    Sample.LEFT,
                    Sample.RUNNING,
                    Sample.HELD,
                    Sample.MISSING)
            .map(sample -> new SampleView(sample, SAMPLE))
            .toList();
    private final HBox legendBar = new HBox(12);
    private final TimelineTexts texts;
    private final Tooltip pointed = new Tooltip();
    private final EmptyPane empty = new EmptyPane();
    private final DetailPanel detail;
    private double draggedFrom;
    private boolean dragged;

    TimelineRoom(Workbench bench) {
        this.bench = bench;
        this.detail = new DetailPanel(bench);
        this.texts = new TimelineTexts(bench, GUTTER);
        HBox circuitsBar = new HBox(Texts.label("CIRCUITS, ON THE STREAMS' TIME AXIS", "heading"));
        circuitsBar.getStyleClass().addAll("section", "first");
        streamsHeading.setMinWidth(Region.USE_PREF_SIZE);
        legendBar.setMinWidth(0);
        legend.forEach(sample -> legendBar.getChildren().add(sample.titled()));
        HBox streamsBar = new HBox(streamsHeading, spacer(), legendBar);
        streamsBar.getStyleClass().add("section");
        HBox mapBar = new HBox(Texts.label("THE WHOLE HISTORY", "heading"));
        mapBar.getStyleClass().add("section");
        axis.setMinHeight(AXIS);
        axis.setPrefHeight(AXIS);
        minimap.setMinHeight(MINIMAP);
        minimap.setPrefHeight(MINIMAP);
        StackPane stage = new StackPane(streams, empty);
        VBox.setVgrow(stage, Priority.ALWAYS);
        VBox.setVgrow(streams, Priority.ALWAYS);
        VBox middle = new VBox(circuitsBar, circuits, streamsBar, axis, stage, mapBar, minimap);
        root.setCenter(middle);
        listen();
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void frame() {
        TimelineModel model = bench.timeline();
        History history = bench.session().history();
        long now = bench.session().now();
        model.advance(history, now, streams.pixelHeight());
        List<CircuitLane> lanes = CircuitRow.all(history).stream()
                .map(CircuitRow::lane)
                .limit(MOST_CIRCUITS)
                .toList();
        double height = Math.max(1, lanes.size()) * CIRCUIT_ROW;
        circuits.setMinHeight(height);
        circuits.setPrefHeight(height);
        boolean nothing = history.lanes().isEmpty();
        empty.setVisible(nothing);
        if (nothing) {
            empty.say(bench);
        }
        List<TimeAxis.Tick> ticks = bench.axis().ticks(model.viewport(), streams.pixelWidth());
        paintCircuits(lanes, ticks, now);
        paintAxis(ticks);
        paintStreams(ticks, now);
        paintMinimap(history, now);
        legend.forEach(sample -> sample.frame(bench.palette()));
        legendBar.setVisible(legendBar.getWidth() >= Math.floor(legendBar.prefWidth(-1)));
        streamsHeading.setText("STREAMS, " + model.order().words().toUpperCase(Locale.ROOT) + " · "
                + Words.count(model.lanes().size()) + " on screen of "
                + Words.count(history.lanes().size()));
        model.selected().ifPresentOrElse(this::showDetail, () -> root.setRight(null));
    }

    private void showDetail(StreamLane lane) {
        detail.show(lane);
        if (root.getRight() == null) {
            root.setRight(detail.node());
        }
    }

    private void paintCircuits(List<CircuitLane> lanes, List<TimeAxis.Tick> ticks, long now) {
        Palette palette = bench.palette();
        History history = bench.session().history();
        Viewport viewport = bench.timeline().viewport();
        circuits.repaint(
                raster -> new CircuitPainter(palette)
                        .paint(
                                raster,
                                new CircuitPainter.Scene(lanes, viewport, now, history.marks(), ticks, CIRCUIT_ROW)),
                graphics -> texts.ofCircuits(graphics, circuits, lanes, CIRCUIT_ROW, now));
    }

    private void paintAxis(List<TimeAxis.Tick> ticks) {
        Palette palette = bench.palette();
        Viewport viewport = bench.timeline().viewport();
        axis.repaint(raster -> new AxisPainter(palette).paint(raster, viewport, ticks), graphics -> {
            graphics.setTextAlign(TextAlignment.CENTER);
            for (TimeAxis.Tick tick : ticks) {
                double x = viewport.x(tick.time(), axis.pixelWidth());
                if (x > 30 && x < axis.pixelWidth() - 30) {
                    TimelineTexts.write(graphics, tick.label(), axis.x(x), AXIS / 2.0, palette.faint());
                }
            }
            graphics.setTextAlign(TextAlignment.LEFT);
        });
    }

    private void paintStreams(List<TimeAxis.Tick> ticks, long now) {
        Palette palette = bench.palette();
        History history = bench.session().history();
        TimelineModel model = bench.timeline();
        streams.repaint(
                raster -> new StreamPainter(palette)
                        .paint(
                                raster,
                                new StreamPainter.Scene(
                                        model.lanes(),
                                        model.viewport(),
                                        model.layout(),
                                        now,
                                        history.marks(),
                                        history.incidents(
                                                model.viewport().from(),
                                                model.viewport().to()),
                                        model.selected().orElse(null),
                                        ticks)),
                graphics -> texts.ofStreams(graphics, streams, now));
    }

    private void paintMinimap(History history, long now) {
        Palette palette = bench.palette();
        map.advance(history, bench.timeline().viewport(), now, minimap.pixelWidth());
        Viewport whole = map.whole();
        minimap.repaint(
                raster -> new MinimapPainter(palette)
                        .paint(
                                raster,
                                new MinimapPainter.Scene(
                                        map.overview(),
                                        history.marks(),
                                        whole,
                                        bench.timeline().viewport(),
                                        now)),
                graphics -> {
                    TimelineTexts.write(
                            graphics,
                            "running, over " + Words.duration(whole.span()),
                            TimelineTexts.MARGIN,
                            14,
                            palette.faint());
                    TimelineTexts.write(graphics, "switchovers, failures", TimelineTexts.MARGIN, 30, palette.faint());
                });
    }

    private void listen() {
        for (Picture picture : List.of(circuits, axis, streams)) {
            picture.setOnScroll(this::scrolled);
            picture.setOnMousePressed(event -> {
                draggedFrom = event.getX();
                dragged = false;
            });
            picture.setOnMouseDragged(event -> {
                if (event.getButton() == MouseButton.PRIMARY && Math.abs(event.getX() - draggedFrom) >= 3) {
                    dragged = true;
                    bench.timeline().pan((draggedFrom - event.getX()) / streams.pixelWidth());
                    draggedFrom = event.getX();
                }
            });
        }
        streams.setOnMouseClicked(this::clicked);
        streams.setOnMouseMoved(this::pointedAt);
        pointed.setShowDelay(HINT_AFTER);
        pointed.setWrapText(true);
        pointed.setMaxWidth(WIDEST_HINT);
        minimap.setOnMousePressed(this::jump);
        minimap.setOnMouseDragged(this::jump);
    }

    private void scrolled(ScrollEvent event) {
        TimelineModel model = bench.timeline();
        double notches = event.getDeltaY() / PIXELS_A_NOTCH;
        if (event.isControlDown() || event.isShortcutDown()) {
            model.zoomLanes(Math.pow(ZOOM_STEP, notches), event.getY());
        } else if (event.isShiftDown()) {
            double sideways = event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
            model.pan(-sideways / PIXELS_A_NOTCH * 0.1);
        } else if (event.isAltDown()) {
            model.scrollBy(-event.getDeltaY());
        } else {
            long around = model.viewport().time(streams.column(event.getX()), streams.pixelWidth());
            model.zoom(Math.pow(ZOOM_STEP, -notches), around, bench.session().now());
        }
        event.consume();
    }

    private void clicked(MouseEvent event) {
        if (!dragged) {
            bench.timeline().select(laneAt(event.getY()));
        }
    }

    private @Nullable StreamLane laneAt(double y) {
        int index = bench.timeline().layout().laneAt(y);
        List<StreamLane> lanes = bench.timeline().lanes();
        return index >= 0 && index < lanes.size() ? lanes.get(index) : null;
    }

    /** What the shapes of a lane mean, in words. */
    private void pointedAt(MouseEvent event) {
        StreamLane lane = laneAt(event.getY());
        if (lane == null) {
            Tooltip.uninstall(streams, pointed);
        } else {
            pointed.setText(StreamStory.name(lane) + ", " + lane.state().words() + ": " + StreamStory.sentence(lane));
            Tooltip.install(streams, pointed);
        }
    }

    private void jump(MouseEvent event) {
        bench.timeline().centre(map.whole().time(minimap.column(event.getX()), minimap.pixelWidth()));
    }

    private static Node spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }
}
