package org.cqrsjakarta.inspector.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.viewmodel.ServerFacts;
import org.cqrsjakarta.inspector.viewmodel.Session;

/** One server. What stands on it changes in place, so that the focus stays where it is. */
final class ServerCard {

    private final Label state = Texts.label("", "badge");
    private final Button leave = new Button("Disconnect");
    private final GridPane grid = grid();
    private final Map<String, Label> values = new HashMap<>();
    private final VBox box;

    /**
     * Creates a card.
     *
     * @param name    of the server
     * @param leaving is told the name when it is to be left
     */
    ServerCard(String name, Consumer<String> leaving) {
        leave.setOnAction(event -> leaving.accept(name));
        leave.setAccessibleText("Disconnect " + name);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox top = new HBox(10, Texts.label(name, "name"), state, spacer, leave);
        top.setAlignment(Pos.CENTER_LEFT);
        box = new VBox(top, grid);
        box.getStyleClass().add("card");
    }

    /** Names on the left, values on the right. */
    static GridPane grid() {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(5);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(90), values);
        return grid;
    }

    Node node() {
        return box;
    }

    void show(ServerHistory server, Session session) {
        ServerFacts facts = ServerFacts.of(server, session);
        state.setText(facts.state());
        leave.setVisible(facts.connected());
        if (!values.keySet().equals(facts.facts().keySet())) {
            values.clear();
            grid.getChildren().clear();
            facts.facts().keySet().forEach(this::add);
        }
        facts.facts()
                .forEach((name, value) ->
                        Objects.requireNonNull(values.get(name)).setText(value));
    }

    private void add(String name) {
        Label value = Texts.label("", "value");
        value.setWrapText(true);
        grid.addRow(values.size(), Texts.label(name, "fact"), value);
        values.put(name, value);
    }
}
