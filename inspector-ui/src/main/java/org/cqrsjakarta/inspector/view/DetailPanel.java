package org.cqrsjakarta.inspector.view;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.viewmodel.StreamStory;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.jspecify.annotations.Nullable;

/** The stream that was chosen: its facts, its events, and who failed with it. */
final class DetailPanel {

    private static final double WIDTH = 330;

    private final Workbench bench;
    private final VBox content = new VBox();
    private final ScrollPane scroll = new ScrollPane(content);
    private @Nullable StreamStory shown;

    DetailPanel(Workbench bench) {
        this.bench = bench;
        content.getStyleClass().add("detail");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinWidth(WIDTH);
        scroll.setPrefWidth(WIDTH);
        scroll.setMaxWidth(WIDTH);
    }

    Node node() {
        return scroll;
    }

    void show(StreamLane lane) {
        StreamStory story =
                StreamStory.of(lane, bench.session().history(), bench.session().now(), bench.axis());
        if (story.equals(shown)) {
            return;
        }
        shown = story;
        Label sentence = Texts.label(story.sentence(), "value");
        sentence.setWrapText(true);
        content.getChildren()
                .setAll(
                        Texts.label("STREAM", "heading"),
                        Texts.label(story.title(), "title"),
                        sentence,
                        facts(story.facts()),
                        Texts.label("EVENTS", "heading"),
                        events(story.events()));
        if (!story.neighbours().isEmpty()) {
            int others = story.neighbours().size();
            content.getChildren()
                    .add(Texts.label(
                            Words.count(others) + (others == 1 ? " OTHER" : " OTHERS") + " LOST A HANDLER WITH IT",
                            "heading"));
            story.neighbours().forEach(neighbour -> content.getChildren().add(link(neighbour)));
        }
    }

    private Hyperlink link(StreamLane neighbour) {
        Hyperlink link = new Hyperlink(neighbour.id() + ", " + neighbour.state().words());
        link.setOnAction(event -> bench.timeline().select(neighbour));
        return link;
    }

    private static GridPane facts(List<StreamStory.Fact> facts) {
        GridPane grid = grid(96);
        for (int row = 0; row < facts.size(); row++) {
            Label value = Texts.label(facts.get(row).value(), "value");
            value.setWrapText(true);
            grid.addRow(row, Texts.label(facts.get(row).name(), "name"), value);
        }
        return grid;
    }

    private static GridPane events(List<StreamStory.Line> lines) {
        GridPane grid = grid(88);
        for (int row = 0; row < lines.size(); row++) {
            StreamStory.Line line = lines.get(row);
            Label words = Texts.label(line.words().isEmpty() ? line.type() : line.type() + " " + line.words(), "code");
            words.setWrapText(true);
            grid.addRow(row, Texts.label(line.time(), "code", "faint"), words);
        }
        return grid;
    }

    private static GridPane grid(double first) {
        GridPane grid = new GridPane();
        grid.setHgap(10);
        grid.setVgap(4);
        ColumnConstraints names = new ColumnConstraints(first);
        ColumnConstraints values = new ColumnConstraints();
        values.setFillWidth(true);
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        return grid;
    }
}
