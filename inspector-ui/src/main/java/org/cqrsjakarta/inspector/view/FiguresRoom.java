package org.cqrsjakarta.inspector.view;

import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.cqrsjakarta.inspector.history.Figures;
import org.cqrsjakarta.inspector.timeline.HeatmapPainter;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.TimeAxis;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** Figures over time: how much, how often, how long. */
final class FiguresRoom implements RoomView {

    private static final double GUTTER = 76;
    private static final double AXIS = 22;
    private static final double SCALE = 96;
    private static final double SCALE_HEIGHT = 10;
    private static final double HALF_TEXT = 6;
    private static final double[] SHARES = {0.5, 0.9, 0.99, 1};

    private final Workbench bench;
    private final Tiles tiles;
    private final Picture heatmap = new Picture(GUTTER);
    private final Picture axis = new Picture(GUTTER);
    private final Picture scale = new Picture(0);
    private final Label most = Texts.label("", "faint");
    private final HBox scaleBar = new HBox(6);
    private final VBox root;
    private final Label percentiles = Texts.label("", "words");
    private final Every quarter = new Every(250_000);
    private Palette palette;
    private int width;
    private Viewport viewport;

    FiguresRoom(Workbench bench) {
        this.bench = bench;
        this.palette = bench.palette();
        this.viewport = bench.timeline().viewport();
        this.tiles = new Tiles(bench);
        axis.setMinHeight(AXIS);
        axis.setPrefHeight(AXIS);
        VBox.setVgrow(heatmap, Priority.ALWAYS);
        scale.setMinSize(SCALE, SCALE_HEIGHT);
        scale.setMaxSize(SCALE, SCALE_HEIGHT);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        scaleBar.getChildren().addAll(Texts.label("1", "faint"), scale, most);
        scaleBar.setAlignment(Pos.CENTER_RIGHT);
        percentiles.setMinHeight(Region.USE_PREF_SIZE);
        HBox top = new HBox(12, Texts.label("How long switchovers kept streams waiting", "title"), spacer, scaleBar);
        top.setAlignment(Pos.BASELINE_LEFT);
        VBox page = new VBox(top, percentiles, heatmap, axis);
        page.getStyleClass().add("page");
        VBox.setVgrow(page, Priority.ALWAYS);
        root = new VBox(tiles.node(), page);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void frame() {
        TimelineModel model = bench.timeline();
        long now = bench.session().now();
        model.advance(bench.session().history(), now, heatmap.pixelHeight());
        tiles.frame();
        boolean moved = !model.isFollowing() && !viewport.equals(model.viewport());
        if (!palette.equals(bench.palette()) || width != heatmap.pixelWidth() || moved) {
            quarter.hurry();
        }
        if (!quarter.isDue(now)) {
            return;
        }
        palette = bench.palette();
        width = heatmap.pixelWidth();
        viewport = model.viewport();
        Figures figures = bench.session().history().figures();
        Figures.Sums sums = figures.between(viewport.from(), viewport.to());
        percentiles.setText(
                sums.gaps().total() == 0
                        ? "No switchover has been taken over in the " + Words.duration(viewport.span()) + " on screen."
                        : Words.count(sums.gaps().total()) + " gaps in the " + Words.duration(viewport.span())
                                + " on screen: "
                                + "half of them no longer than "
                                + Words.duration(sums.gaps().percentile(SHARES[0]))
                                + ", 90 % than " + Words.duration(sums.gaps().percentile(SHARES[1])) + ", 99 % than "
                                + Words.duration(sums.gaps().percentile(SHARES[2])) + ", the longest "
                                + Words.duration(sums.gaps().percentile(SHARES[3])) + ".");
        long strongest = HeatmapPainter.most(figures, viewport, width);
        most.setText(Words.count(strongest) + (strongest == 1 ? " gap in a cell" : " gaps in a cell"));
        scaleBar.setVisible(strongest > 0);
        scale.repaint(raster -> new HeatmapPainter(palette).paintScale(raster), graphics -> {});
        heatmap.repaint(
                raster -> new HeatmapPainter(palette).paint(raster, figures, viewport),
                graphics -> writeScale(graphics));
        List<TimeAxis.Tick> ticks = bench.axis().ticks(viewport, width);
        axis.repaint(
                raster -> new HeatmapPainter(palette).blank(raster), graphics -> writeTimes(graphics, ticks, viewport));
    }

    private void writeScale(GraphicsContext graphics) {
        graphics.setFont(Fonts.SMALL);
        graphics.setFill(Skin.colour(palette.faint()));
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setTextBaseline(VPos.CENTER);
        int height = heatmap.pixelHeight();
        for (int decade = 0; decade <= HeatmapPainter.DECADES; decade++) {
            double y = Math.clamp(HeatmapPainter.edgeOf(decade, height) + 0.5, 0, height - 0.5);
            String words = Words.whole(HeatmapPainter.decade(decade));
            graphics.fillRect(GUTTER - 6, Math.floor(y), 6, 1);
            graphics.fillText(
                    decade == 0 ? "≤ " + words : decade == HeatmapPainter.DECADES ? "≥ " + words : words,
                    GUTTER - 10,
                    Math.clamp(y, HALF_TEXT, Math.max(HALF_TEXT, height - HALF_TEXT)));
        }
        graphics.setTextAlign(TextAlignment.LEFT);
    }

    private void writeTimes(GraphicsContext graphics, List<TimeAxis.Tick> ticks, Viewport viewport) {
        graphics.setFont(Fonts.SMALL);
        graphics.setFill(Skin.colour(palette.faint()));
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        for (TimeAxis.Tick tick : ticks) {
            double x = viewport.x(tick.time(), width);
            if (x > 30 && x < width - 30) {
                graphics.fillText(tick.label(), axis.x(x), AXIS / 2);
            }
        }
        graphics.setTextAlign(TextAlignment.LEFT);
    }
}
