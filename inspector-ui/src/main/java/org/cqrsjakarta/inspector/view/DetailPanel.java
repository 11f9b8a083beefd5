package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
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
    private final Label title = Texts.label("", "title");
    private final Label sentence = Texts.label("", "value");
    private final VBox facts = new VBox();
    private final VBox events = new VBox();
    private final VBox neighbours = new VBox();
    private final ScrollPane scroll;
    private final Every quarter = new Every(250_000);
    private @Nullable StreamLane lane;
    private @Nullable StreamStory shown;

    DetailPanel(Workbench bench) {
        this.bench = bench;
        sentence.setWrapText(true);
        VBox content = new VBox(
                Texts.label("STREAM", "heading"),
                title,
                sentence,
                facts,
                Texts.label("EVENTS", "heading"),
                events,
                neighbours);
        content.getStyleClass().add("detail");
        scroll = new ScrollPane(content);
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

    /** Shows how it stands: another one at once, the same one now and then. */
    void show(StreamLane chosen) {
        if (!chosen.equals(lane)) {
            lane = chosen;
            quarter.hurry();
        }
        if (quarter.isDue(bench.session().now())) {
            show(StreamStory.of(
                    chosen, bench.session().history(), bench.session().now(), bench.axis()));
        }
    }

    /** What has not changed stays, with the focus that it may have. */
    private void show(StreamStory story) {
        StreamStory before = shown;
        shown = story;
        title.setText(story.title());
        sentence.setText(story.sentence());
        if (before == null || !before.facts().equals(story.facts())) {
            facts.getChildren().setAll(facts(story.facts()));
        }
        if (before == null || !before.events().equals(story.events())) {
            events.getChildren().setAll(events(story.events()));
        }
        if (before == null || !before.neighbours().equals(story.neighbours())) {
            neighbours.getChildren().setAll(neighbours(story.neighbours()));
        }
    }

    private List<Node> neighbours(List<StreamLane> lanes) {
        List<Node> nodes = new ArrayList<>();
        if (!lanes.isEmpty()) {
            nodes.add(Texts.label(
                    Words.count(lanes.size()) + (lanes.size() == 1 ? " OTHER" : " OTHERS") + " LOST A HANDLER WITH IT",
                    "heading"));
            lanes.forEach(one -> nodes.add(link(one)));
        }
        return nodes;
    }

    private Hyperlink link(StreamLane neighbour) {
        Hyperlink link = new Hyperlink(StreamStory.name(neighbour) + " " + neighbour.id() + ", "
                + neighbour.state().words());
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
