package org.cqrsjakarta.inspector.view;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
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
    private static final double[] SHARES = {0.5, 0.9, 0.99, 1};

    private final Workbench bench;
    private final Tiles tiles;
    private final Picture heatmap = new Picture(GUTTER);
    private final Picture axis = new Picture(GUTTER);
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
        VBox page =
                new VBox(Texts.label("How long switchovers kept streams waiting", "title"), percentiles, heatmap, axis);
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
                                + Words.duration(sums.gaps().percentile(SHARES[3])) + ". Stronger cells hold more.");
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
        double row = (double) heatmap.pixelHeight() / HeatmapPainter.ROWS;
        IntStream.range(0, HeatmapPainter.ROWS)
                .filter(at -> at % 3 == 0)
                .forEach(at -> graphics.fillText(
                        Words.duration(HeatmapPainter.shortestIn(at)),
                        GUTTER - 10,
                        heatmap.pixelHeight() - (at + 0.5) * row));
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
