package org.cqrsjakarta.inspector.view;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.Sample;
import org.cqrsjakarta.inspector.timeline.SamplePainter;
import org.jspecify.annotations.Nullable;

/** Something that can be seen on the timeline, painted as it is there. */
final class SampleView {

    private final Sample sample;
    private final Picture picture = new Picture(0);
    private @Nullable Palette painted;

    SampleView(Sample sample, double width) {
        this.sample = sample;
        picture.setMinSize(width, SamplePainter.HEIGHT);
        picture.setMaxSize(width, SamplePainter.HEIGHT);
        picture.setPrefSize(width, SamplePainter.HEIGHT);
    }

    Node node() {
        return picture;
    }

    /** With its title beside it. */
    Node titled() {
        Label title = Texts.label(sample.title());
        title.setMinWidth(Region.USE_PREF_SIZE);
        HBox box = new HBox(5, picture, title);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    void frame(Palette palette) {
        if (palette.equals(painted) || picture.getWidth() <= 1) {
            return;
        }
        painted = palette;
        picture.repaint(raster -> new SamplePainter(palette).paint(raster, sample), graphics -> {});
    }
}
