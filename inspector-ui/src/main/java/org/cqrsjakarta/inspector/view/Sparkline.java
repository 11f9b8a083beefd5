package org.cqrsjakarta.inspector.view;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.cqrsjakarta.inspector.timeline.Palette;

/** The course of a figure, as an area. */
final class Sparkline extends Region {

    private final Canvas canvas = new Canvas();

    Sparkline() {
        canvas.setManaged(false);
        getChildren().add(canvas);
        setMinSize(30, 24);
        setPrefSize(120, 30);
    }

    void show(List<Double> course, Palette palette, int argb) {
        canvas.setWidth(Math.floor(getWidth()));
        canvas.setHeight(Math.floor(getHeight()));
        double width = canvas.getWidth();
        double height = canvas.getHeight() - 2;
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, width, canvas.getHeight());
        graphics.setStroke(Skin.colour(palette.grid()));
        graphics.strokeLine(0, height + 0.5, width, height + 0.5);
        double most = course.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (most <= 0 || width < 2) {
            return;
        }
        double bar = width / course.size();
        graphics.setFill(Skin.colour(argb));
        for (int i = 0; i < course.size(); i++) {
            double value = course.get(i) / most * (height - 1);
            if (value > 0) {
                double left = Math.floor(i * bar);
                graphics.fillRect(
                        left,
                        height - Math.max(1, value),
                        Math.max(1, Math.floor((i + 1) * bar) - left),
                        Math.max(1, value));
            }
        }
    }
}
