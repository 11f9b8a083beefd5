package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.viewmodel.Trends;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** Figures side by side, each with its course. */
final class Tiles {

    private final Workbench bench;
    private final HBox box = new HBox();
    private final List<Tile> tiles = new ArrayList<>();
    private final Every quarter = new Every(250_000);
    private Palette palette;
    private double width;

    /** One of them. */
    private static final class Tile {
        private final Label name = Texts.label("", "name");
        private final Label value = Texts.label("", "value");
        private final Label more = Texts.label("", "more");
        private final Sparkline line = new Sparkline();
        private final HBox box = new HBox(new VBox(name, value, more), line);

        Tile() {
            box.getStyleClass().add("tile");
            box.setMinWidth(0);
            name.setMinWidth(84);
            value.setMinWidth(84);
            HBox.setHgrow(line, Priority.ALWAYS);
            HBox.setHgrow(box, Priority.ALWAYS);
            line.setMaxWidth(Double.MAX_VALUE);
            box.setPrefWidth(200);
        }
    }

    Tiles(Workbench bench) {
        this.bench = bench;
        this.palette = bench.palette();
        box.getStyleClass().add("tiles");
    }

    Node node() {
        return box;
    }

    void frame() {
        long now = bench.session().now();
        if (!palette.equals(bench.palette()) || width != box.getWidth()) {
            quarter.hurry();
        }
        if (!quarter.isDue(now)) {
            return;
        }
        width = box.getWidth();
        palette = bench.palette();
        List<Trends.Trend> trends = Trends.of(
                bench.session().history().figures(),
                Math.min(now, bench.timeline().viewport().to()),
                bench.timeline().viewport().span());
        while (tiles.size() < trends.size()) {
            Tile tile = new Tile();
            tiles.add(tile);
            box.getChildren().add(tile.box);
        }
        tiles.getLast().box.pseudoClassStateChanged(PseudoClass.getPseudoClass("last"), true);
        for (int i = 0; i < trends.size(); i++) {
            Trends.Trend trend = trends.get(i);
            Tile tile = tiles.get(i);
            tile.name.setText(trend.title());
            tile.value.setText(trend.value());
            tile.more.setText(trend.detail());
            tile.line.show(trend.course(), palette, colour(i));
        }
    }

    private int colour(int index) {
        return switch (index) {
            case 0 -> palette.primary();
            case 2 -> palette.failure();
            default -> palette.fallback();
        };
    }
}
