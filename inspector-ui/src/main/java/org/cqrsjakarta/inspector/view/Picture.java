package org.cqrsjakarta.inspector.view;

import java.nio.IntBuffer;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.cqrsjakarta.inspector.timeline.Raster;
import org.jspecify.annotations.Nullable;

/** Pixels that painters fill, with a canvas above them for text; beside them may be a gutter that has only text. */
final class Picture extends Region {

    private final double gutter;
    private final ImageView image = new ImageView();
    private final Canvas canvas = new Canvas();
    private @Nullable Surface shown;
    private @Nullable Surface spare;

    /**
     * Pixels, and the image that shows them. There are two of them in turn: the toolkit's renderer reads the one that was
     * given to it last, on a thread of its own, while the next frame is painted into the other.
     */
    private record Surface(Raster raster, PixelBuffer<IntBuffer> pixels, WritableImage image) {

        static Surface of(int width, int height) {
            int[] array = new int[width * height];
            var pixels = new PixelBuffer<>(width, height, IntBuffer.wrap(array), PixelFormat.getIntArgbPreInstance());
            return new Surface(new Raster(width, height, array), pixels, new WritableImage(pixels));
        }

        boolean isOf(int width, int height) {
            return raster.width() == width && raster.height() == height;
        }
    }

    /** Creates one whose pixels begin so far from its left edge. */
    Picture(double gutter) {
        this.gutter = gutter;
        image.setManaged(false);
        canvas.setManaged(false);
        image.setX(gutter);
        getChildren().addAll(image, canvas);
        setMinSize(gutter + 1, 1);
        setFocusTraversable(false);
    }

    /** How wide the pixels are. */
    int pixelWidth() {
        return (int) Math.max(1, Math.floor(getWidth() - gutter));
    }

    /** How high the pixels are. */
    int pixelHeight() {
        return (int) Math.max(1, Math.floor(getHeight()));
    }

    /** The column of pixels at a place in it. */
    double column(double x) {
        return x - gutter;
    }

    /** The place of a column of pixels. */
    double x(double column) {
        return column + gutter;
    }

    /** Has it painted anew: the pixels first, then what stands above them. */
    void repaint(Consumer<Raster> painter, Consumer<GraphicsContext> text) {
        if (getWidth() <= gutter + 1) {
            // It has not been given its place yet.
            return;
        }
        int width = pixelWidth();
        int height = pixelHeight();
        Surface next = spare;
        if (next == null || !next.isOf(width, height)) {
            next = Surface.of(width, height);
            canvas.setWidth(Math.floor(getWidth()));
            canvas.setHeight(height);
        }
        painter.accept(next.raster());
        next.pixels().updateBuffer(buffer -> null);
        image.setImage(next.image());
        spare = shown;
        shown = next;
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        text.accept(graphics);
    }
}
