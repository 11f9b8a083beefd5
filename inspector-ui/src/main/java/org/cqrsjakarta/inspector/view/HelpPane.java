package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.Sample;

/** Explains the picture to somebody who sees it for the first time, and lists the keys. */
final class HelpPane {

    private static final double SAMPLE = 56;
    private static final List<Sample> OF_CIRCUITS = List.of(Sample.CLOSED, Sample.OPEN, Sample.HALF_OPEN);
    private static final List<Sample> OF_STREAMS = Arrays.stream(Sample.values())
            .filter(sample -> !OF_CIRCUITS.contains(sample))
            .toList();

    private final List<SampleView> samples = new ArrayList<>();
    private final ScrollPane scroll;

    HelpPane(List<Shortcut> shortcuts) {
        VBox left = new VBox(
                8,
                Texts.label("WHAT YOU SEE", "heading"),
                words(
                        "Each stream of the application is a lane, from its first item to its end. Time runs to the right;"
                                + " the right edge is now, until you pause."),
                samples(OF_STREAMS),
                words("Circuits stand above on the same axis. Where one opens, look below for what made it."),
                samples(OF_CIRCUITS),
                words(
                        "A red band across the lanes: many streams lost a handler in the same instant. When streams share a"
                                + " pixel, the worst wins."),
                Texts.label("THE MOUSE", "heading"),
                grid(List.of(
                        List.of("wheel", "a closer or a wider look, at the cursor"),
                        List.of("drag", "back in time, and forth"),
                        List.of("Ctrl wheel", "higher or lower lanes"),
                        List.of("Alt wheel", "up and down the lanes"),
                        List.of("click", "what is known of a stream"),
                        List.of("the map", "jumps to that time"))));
        VBox right = new VBox(
                8,
                Texts.label("THE KEYS", "heading"),
                grid(shortcuts.stream()
                        .map(shortcut -> List.of(shortcut.names(), shortcut.words()))
                        .toList()));
        HBox columns = new HBox(48, left, right);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setPrefWidth(560);
        // On a large screen the keys stay beside it.
        left.setMaxWidth(780);
        right.setMinWidth(420);
        VBox page = new VBox(Texts.label("Streams that survive their source, and how to see it", "title"), columns);
        page.getStyleClass().add("help");
        scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
    }

    Node node() {
        return scroll;
    }

    /** Has the samples have the colours of the rest. */
    void frame(Palette palette) {
        samples.forEach(sample -> sample.frame(palette));
    }

    private GridPane samples(List<Sample> shown) {
        GridPane grid = columns();
        for (int row = 0; row < shown.size(); row++) {
            SampleView view = new SampleView(shown.get(row), SAMPLE);
            samples.add(view);
            grid.addRow(row, view.node(), words(shown.get(row).words()));
        }
        return grid;
    }

    private static Label words(String text) {
        Label label = Texts.label(text, "words");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static GridPane columns() {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(4);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(110), values);
        return grid;
    }

    private static GridPane grid(List<List<String>> rows) {
        GridPane grid = columns();
        for (int row = 0; row < rows.size(); row++) {
            grid.addRow(
                    row,
                    Texts.label(rows.get(row).get(0), "code"),
                    words(rows.get(row).get(1)));
        }
        return grid;
    }
}
