package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.connection.AddressBook;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** The servers that are watched, how each is, and a form for one more. */
final class ServersRoom implements RoomView {

    private final Workbench bench;
    private final List<AddressBook.Entry> known;
    private final VBox cards = new VBox(12);
    private final ScrollPane scroll;
    private final TextField address = new TextField();
    private final TextField user = new TextField();
    private final PasswordField secret = new PasswordField();
    private final Label mistake = Texts.label("", "words");
    private final Every half = new Every(500_000);

    /**
     * Creates the room.
     *
     * @param bench what is shown
     * @param known servers of earlier times
     */
    ServersRoom(Workbench bench, List<AddressBook.Entry> known) {
        this.bench = bench;
        this.known = List.copyOf(known);
        VBox page = new VBox(
                Texts.label("Servers", "title"),
                Texts.label("Several servers share one time axis; what their clocks differ by is taken out.", "words"),
                cards,
                form());
        page.getStyleClass().add("page");
        scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
    }

    @Override
    public Node node() {
        return scroll;
    }

    @Override
    public void frame() {
        long now = bench.session().now();
        if (!half.isDue(now)) {
            return;
        }
        List<Node> nodes = new ArrayList<>();
        for (ServerHistory server : bench.session().history().servers()) {
            nodes.add(card(server));
        }
        known.stream()
                .filter(entry ->
                        bench.session().connection(entry.address().name()).isEmpty())
                .forEach(entry -> nodes.add(offer(entry)));
        cards.getChildren().setAll(nodes);
    }

    private Node card(ServerHistory server) {
        FeedConnection connection = bench.session().connection(server.name()).orElse(null);
        Health health = connection == null ? null : connection.health();
        String state = health == null
                ? bench.session().replay().isPresent() ? "from the recording" : "left"
                : StatusWords.of(health.state());
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox top = new HBox(10, Texts.label(server.name(), "name"), Texts.label(state, "badge"), spacer);
        top.setAlignment(Pos.CENTER_LEFT);
        if (connection != null) {
            Button leave = new Button("Leave");
            leave.setOnAction(event -> {
                bench.session().disconnect(server.name());
                half.hurry();
            });
            top.getChildren().add(leave);
        }
        GridPane facts = facts();
        int row = 0;
        if (connection != null) {
            facts.addRow(
                    row++,
                    Texts.label("Address", "fact"),
                    value(connection.address().base().toString()));
            facts.addRow(
                    row++,
                    Texts.label("As", "fact"),
                    value(connection.credentials().toString()));
        }
        if (health != null && !health.words().isEmpty()) {
            facts.addRow(row++, Texts.label("Health", "fact"), value(health.words()));
        }
        Message.Hello hello = server.hello();
        if (hello != null) {
            facts.addRow(
                    row++,
                    Texts.label("Is", "fact"),
                    value(hello.application() + " on " + hello.node() + ", " + hello.server()));
            facts.addRow(
                    row++,
                    Texts.label("Its clock", "fact"),
                    value(
                            Math.abs(server.offset()) < 1_000
                                    ? "agrees with this one"
                                    : Words.duration(Math.abs(server.offset()))
                                            + (server.offset() > 0 ? " behind" : " ahead") + ", taken out"));
            facts.addRow(
                    row++,
                    Texts.label("You may", "fact"),
                    value(hello.operator() ? "look, and act on circuits" : "look"));
        }
        facts.addRow(row, Texts.label("Open streams", "fact"), value(Words.count(server.openStreams())));
        VBox card = new VBox(top, facts);
        card.getStyleClass().add("card");
        return card;
    }

    private Node offer(AddressBook.Entry entry) {
        Button connect = new Button("Connect");
        connect.setOnAction(event -> {
            if (entry.user().isEmpty()) {
                bench.session().connect(entry.address(), Credentials.NONE);
                half.hurry();
            } else {
                address.setText(entry.address().name() + "=" + entry.address().base());
                user.setText(entry.user());
                secret.requestFocus();
            }
        });
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox row = new HBox(
                10,
                Texts.label(entry.address().name(), "name"),
                Texts.label(entry.address().base().toString(), "faint"),
                spacer,
                connect);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("card");
        return row;
    }

    private Node form() {
        address.setPromptText("http://localhost:8080/quakes");
        address.setAccessibleText("Address");
        user.setPromptText("nobody");
        user.setAccessibleText("User");
        secret.setPromptText("password, or a ticket without a user");
        secret.setAccessibleText("Password or ticket");
        Button connect = new Button("Connect");
        connect.setDefaultButton(true);
        connect.setOnAction(event -> connect());
        GridPane grid = facts();
        grid.addRow(0, Texts.label("Address", "fact"), address);
        grid.addRow(1, Texts.label("User", "fact"), user);
        grid.addRow(2, Texts.label("Secret", "fact"), secret);
        mistake.setMinHeight(Region.USE_PREF_SIZE);
        VBox card = new VBox(10, Texts.label("One more", "name"), grid, new HBox(12, connect, mistake));
        card.getStyleClass().add("card");
        return card;
    }

    private void connect() {
        try {
            ServerAddress where = ServerAddress.parse(address.getText());
            Credentials who = user.getText().isBlank()
                    ? secret.getText().isEmpty() ? Credentials.NONE : Credentials.ticket(secret.getText())
                    : Credentials.password(user.getText().strip(), secret.getText());
            bench.session().connect(where, who);
            secret.clear();
            mistake.setText("");
            half.hurry();
        } catch (IllegalArgumentException e) {
            mistake.setText(e.getMessage());
        }
    }

    private static GridPane facts() {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(5);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(90), values);
        return grid;
    }

    private static Label value(String text) {
        Label label = Texts.label(text, "value");
        label.setWrapText(true);
        return label;
    }
}
