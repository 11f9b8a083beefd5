package org.cqrsjakarta.inspector.view;

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

/** Explains the picture to somebody who sees it for the first time, and lists the keys. */
final class HelpPane {

    private static final List<List<String>> SHAPES = List.of(
            List.of("━━━", "items come from the primary"),
            List.of("┅┅┅", "items come from a fallback; darker from the second one on"),
            List.of("▲", "a switchover: the handler failed, the next one goes on where it was"),
            List.of("✕", "the stream failed, and nothing took over"),
            List.of("■", "its normal end"),
            List.of("○", "its client walked away"),
            List.of("▶", "it goes on"),
            List.of("─", "hollow: no item for 1.5 seconds or more, a stall"),
            List.of("▒", "hatched: events of this time are missing, and the status line says how many"));

    private final ScrollPane scroll;

    HelpPane(List<Shortcut> shortcuts) {
        VBox left = new VBox(
                8,
                Texts.label("WHAT YOU SEE", "heading"),
                words(
                        "Each stream of the application is a lane, from its first item to its end. Time runs to the right;"
                                + " the right edge is now, until you pause."),
                grid(SHAPES),
                words("Circuits stand above on the same axis: a thin green line is closed, a full red block is open,"
                        + " hatched is half open. Where a circuit opens, look below for what made it."),
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
                        .map(shortcut -> List.of(shortcut.keys().getDisplayText(), shortcut.words()))
                        .toList()));
        HBox columns = new HBox(48, left, right);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setPrefWidth(560);
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

    private static Label words(String text) {
        Label label = Texts.label(text, "words");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static GridPane grid(List<List<String>> rows) {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(5);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(110), values);
        for (int row = 0; row < rows.size(); row++) {
            grid.addRow(
                    row,
                    Texts.label(rows.get(row).get(0), "code"),
                    words(rows.get(row).get(1)));
        }
        return grid;
    }
}
