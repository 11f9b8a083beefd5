package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.protocol.CircuitAction;
import org.cqrsjakarta.inspector.timeline.CircuitPainter;
import org.cqrsjakarta.inspector.viewmodel.CircuitRow;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** Each circuit on a card: how it stands, its course, and what an operator may do. */
final class CircuitsRoom implements RoomView {

    private static final int COURSE = 24;
    private static final int LATEST = 8;

    private final Workbench bench;
    private final BiConsumer<CircuitLane, CircuitAction> act;
    private final VBox page = new VBox();
    private final ScrollPane scroll = new ScrollPane(page);
    private final Label words = Texts.label("", "words");
    private final List<Card> cards = new ArrayList<>();

    /**
     * Creates the room.
     *
     * @param bench what is shown
     * @param act   is given what is to be done to which circuit, before anybody has confirmed it
     */
    CircuitsRoom(Workbench bench, BiConsumer<CircuitLane, CircuitAction> act) {
        this.bench = bench;
        this.act = act;
        page.getStyleClass().add("page");
        page.getChildren().addAll(Texts.label("Circuits", "title"), words);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        // It would go on showing the pixels of a picture as they were first.
        scroll.skinProperty()
                .addListener(
                        (observed, before, skin) -> scroll.lookup(".viewport").setCache(false));
    }

    @Override
    public Node node() {
        return scroll;
    }

    @Override
    public void frame() {
        bench.timeline().advance(bench.session().history(), bench.session().now(), 1);
        List<CircuitRow> rows = CircuitRow.all(bench.session().history());
        if (!rows.stream()
                .map(CircuitRow::lane)
                .toList()
                .equals(cards.stream().map(card -> card.lane).toList())) {
            cards.clear();
            rows.forEach(row -> cards.add(new Card(row.lane())));
            page.getChildren().remove(2, page.getChildren().size());
            page.getChildren().addAll(cards.stream().map(card -> card.box).toList());
        }
        words.setText(
                rows.isEmpty()
                        ? "No server has told of one yet. A handler with @CircuitBreaker has a circuit: closed, it"
                                + " lets streams in; open, they go to the fallback at once; half open, a few are let in"
                                + " on trial."
                        : "Closed, a circuit lets streams in; open, they go to the fallback at once; half open, a few"
                                + " are let in on trial.");
        for (int i = 0; i < rows.size(); i++) {
            cards.get(i).show(rows.get(i));
        }
    }

    /** One circuit. */
    private final class Card {

        private final CircuitLane lane;
        private final Label state = Texts.label("", "badge");
        private final Label since = Texts.label("", "faint");
        private final Label forced = Texts.label("", "badge", "forced");
        private final HBox actions = new HBox(8);
        private final Map<CircuitAction, Button> buttons = new EnumMap<>(CircuitAction.class);
        private final Label window = Texts.label("", "value");
        private final Label permits = Texts.label("", "value");
        private final Label policy = Texts.label("", "value");
        private final Label nodesTitle = Texts.label("Nodes", "fact");
        private final Label nodes = Texts.label("", "value");
        private final GridPane history = new GridPane();
        private final Picture course = new Picture(0);
        private final VBox box;
        private List<CircuitRow.Line> shown = List.of();

        Card(CircuitLane lane) {
            this.lane = lane;
            Region spacer = new Region();
            HBox.setHgrow(spacer, Priority.ALWAYS);
            HBox top = new HBox(
                    10,
                    Texts.label(lane.name(), "name"),
                    state,
                    since,
                    forced,
                    spacer,
                    Texts.label(lane.server(), "faint"));
            top.setAlignment(Pos.CENTER_LEFT);
            GridPane facts = new GridPane();
            facts.setHgap(14);
            facts.setVgap(4);
            ColumnConstraints values = new ColumnConstraints();
            values.setHgrow(Priority.ALWAYS);
            facts.getColumnConstraints().addAll(new ColumnConstraints(90), values);
            facts.addRow(0, Texts.label("Window", "fact"), window);
            facts.addRow(1, Texts.label("Running", "fact"), permits);
            facts.addRow(2, Texts.label("Policy", "fact"), policy);
            facts.addRow(3, nodesTitle, nodes);
            Label title = Texts.label("History", "fact");
            facts.addRow(4, title, history);
            GridPane.setValignment(title, VPos.TOP);
            policy.setWrapText(true);
            history.setHgap(18);
            history.setVgap(2);
            course.setMinHeight(COURSE);
            course.setPrefHeight(COURSE);
            course.setMaxHeight(COURSE);
            for (CircuitAction action : CircuitAction.values()) {
                Button button = new Button(title(action));
                button.setOnAction(event -> act.accept(lane, action));
                buttons.put(action, button);
                actions.getChildren().add(button);
            }
            box = new VBox(top, course, facts, actions);
            box.getStyleClass().add("card");
        }

        void show(CircuitRow row) {
            long now = bench.session().now();
            state.setText(row.state());
            state.getStyleClass().setAll("label", "badge", row.state().replace(' ', '-'));
            since.setText(row.since(now));
            forced.setText(row.control());
            forced.setVisible(row.isForced());
            forced.setManaged(row.isForced());
            window.setText(row.window());
            permits.setText(row.permits());
            policy.setText(row.policy());
            showNodes(row.nodes());
            showHistory(row.history(LATEST));
            actions.setVisible(row.operable());
            actions.setManaged(row.operable());
            buttons.forEach((action, button) -> button.setDisable(row.isDone(action)));
            course.repaint(
                    raster -> new CircuitPainter(bench.palette())
                            .paint(
                                    raster,
                                    new CircuitPainter.Scene(
                                            List.of(lane),
                                            bench.timeline().viewport(),
                                            now,
                                            bench.session().history().marks(),
                                            bench.axis().ticks(bench.timeline().viewport(), course.pixelWidth()),
                                            COURSE)),
                    graphics -> {});
        }

        /** What has not changed stays. */
        private void showNodes(String words) {
            nodes.setText(words);
            for (Label label : List.of(nodesTitle, nodes)) {
                label.setVisible(!words.isEmpty());
                label.setManaged(!words.isEmpty());
            }
        }

        private void showHistory(List<CircuitRow.Line> lines) {
            if (lines.equals(shown)) {
                return;
            }
            shown = lines;
            history.getChildren().clear();
            for (int row = 0; row < lines.size(); row++) {
                CircuitRow.Line line = lines.get(row);
                history.addRow(
                        row,
                        Texts.label(bench.axis().precise(line.from()), "code", "faint"),
                        Texts.label(line.state(), "value"),
                        Texts.label(line.lasted(), "faint"));
            }
        }

        private static String title(CircuitAction action) {
            String text = action.wireName().replace('-', ' ');
            return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        }
    }
}
