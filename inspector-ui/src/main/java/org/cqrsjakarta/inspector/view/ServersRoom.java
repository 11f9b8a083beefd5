package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.connection.AddressBook;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** The servers that are watched, how each is, and a form for one more. */
final class ServersRoom implements RoomView {

    private final Workbench bench;
    private final List<AddressBook.Entry> known;
    private final VBox cards = new VBox(12);
    private final Map<String, ServerCard> shown = new LinkedHashMap<>();
    private List<AddressBook.Entry> offered = List.of();
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
        Map<String, ServerCard> before = Map.copyOf(shown);
        shown.clear();
        for (ServerHistory server : bench.session().history().servers()) {
            ServerCard card = before.getOrDefault(server.name(), new ServerCard(server.name(), this::leave));
            card.show(server, bench.session());
            shown.put(server.name(), card);
        }
        List<AddressBook.Entry> absent = known.stream()
                .filter(entry ->
                        bench.session().connection(entry.address().name()).isEmpty())
                .toList();
        if (!before.keySet().equals(shown.keySet()) || !absent.equals(offered)) {
            offered = absent;
            List<Node> nodes = new ArrayList<>();
            shown.values().forEach(card -> nodes.add(card.node()));
            absent.forEach(entry -> nodes.add(offer(entry)));
            cards.getChildren().setAll(nodes);
        }
    }

    private void leave(String server) {
        bench.session().disconnect(server);
        half.hurry();
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
        user.setPromptText("none");
        user.setAccessibleText("User");
        secret.setPromptText("the password, or a ticket without a user");
        secret.setAccessibleText("Password or ticket");
        Button connect = new Button("Connect");
        connect.setDefaultButton(true);
        connect.setOnAction(event -> connect());
        GridPane grid = ServerCard.grid();
        grid.addRow(0, Texts.label("Address", "fact"), address);
        grid.addRow(1, Texts.label("User", "fact"), user);
        grid.addRow(2, Texts.label("Password", "fact"), secret);
        mistake.setMinHeight(Region.USE_PREF_SIZE);
        VBox card = new VBox(10, Texts.label("Add a server", "name"), grid, new HBox(12, connect, mistake));
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
}
