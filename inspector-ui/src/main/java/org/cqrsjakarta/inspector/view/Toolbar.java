package org.cqrsjakarta.inspector.view;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.ServerFacts;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar at the top: servers, rooms, time, search, and what can be done. */
final class Toolbar {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("selected");

    private final Workbench bench;
    private final HBox servers = new HBox(12);
    private final Map<Room, ToggleButton> rooms = new EnumMap<>(Room.class);
    private final ToggleButton pause = new ToggleButton("Live", new FontIcon(Feather.PAUSE));
    private final Label behind = Texts.label("", "behind");
    private final TextField search = new TextField();
    private final FacetMenu facets;
    private final Button record;
    private final HBox box = new HBox();
    private final Every half = new Every(500_000);
    private List<ServerSign> shownServers = List.of();

    /** What is shown of a server. */
    private record ServerSign(String name, Health.State state, String detail, String words) {

        static ServerSign of(FeedConnection connection, ServerHistory server) {
            Health health = connection.health();
            String detail = health.state() == Health.State.LIVE && server.behind() != StreamLane.NEVER
                    ? Words.coarse(server.behind())
                    : ServerFacts.words(health.state());
            return new ServerSign(connection.address().name(), health.state(), detail, health.words());
        }
    }

    Toolbar(Workbench bench, Runnable toggleRecording, Runnable toggleHelp) {
        this.bench = bench;
        HBox tabs = new HBox();
        for (Room room : Room.values()) {
            ToggleButton tab = new ToggleButton(room.title());
            tab.getStyleClass().add(room.equals(Room.TIMELINE) ? "left-pill" : "center-pill");
            if (room.equals(Room.SERVERS)) {
                tab.getStyleClass().setAll("toggle-button", "right-pill");
            }
            tab.setOnAction(event -> bench.goTo(room));
            tab.setFocusTraversable(true);
            rooms.put(room, tab);
            tabs.getChildren().add(tab);
        }
        tabs.setMinWidth(Region.USE_PREF_SIZE);
        pause.setOnAction(event -> bench.togglePause());
        pause.setMinWidth(86);
        search.setPromptText("Search  /");
        search.setAccessibleText("Search streams");
        search.setPrefWidth(150);
        search.setMinWidth(90);
        search.textProperty()
                .addListener((observed, before, text) ->
                        bench.timeline().filter(bench.timeline().filter().containing(text)));
        this.facets = new FacetMenu(bench);
        record = icon(Feather.CIRCLE, "Record what comes in", toggleRecording);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        box.getStyleClass().add("bar");
        box.getChildren()
                .addAll(
                        tabs,
                        pause,
                        search,
                        facets.node(),
                        behind,
                        spacer,
                        servers,
                        record,
                        icon(Feather.SUN, "Light or dark", bench::switchLight),
                        icon(Feather.EYE, "Colours for every eye, or the usual ones", bench::switchSafe),
                        icon(Feather.HELP_CIRCLE, "What all this is, and the keys", toggleHelp));
    }

    Node node() {
        return box;
    }

    void search() {
        search.requestFocus();
        search.selectAll();
    }

    void frame() {
        rooms.forEach((room, tab) -> tab.setSelected(room.equals(bench.room()) && !bench.isHelpOpen()));
        TimelineModel timeline = bench.timeline();
        boolean follows = timeline.isFollowing();
        boolean replaying = bench.session().replay().isPresent();
        pause.setSelected(!follows);
        pause.setText(
                follows
                        ? replaying
                                ? "Replay "
                                        + bench.session()
                                                .replay()
                                                .map(Workbench::speed)
                                                .orElse("") + "×"
                                : "Live"
                        : "Paused");
        ((FontIcon) pause.getGraphic()).setIconCode(follows ? Feather.PAUSE : Feather.PLAY);
        long late = timeline.behind(bench.session().now());
        behind.setText(follows || late < 100_000 ? "" : "−" + String.format(Locale.ROOT, "%.1f s", late / 1_000_000.0));
        String wanted = timeline.filter().text();
        if (!search.getText().strip().toLowerCase(Locale.ROOT).equals(wanted)) {
            search.setText(wanted);
        }
        facets.frame();
        boolean recording = bench.session().recorder().isPresent();
        ((FontIcon) record.getGraphic()).setIconCode(recording ? Feather.STOP_CIRCLE : Feather.CIRCLE);
        record.pseudoClassStateChanged(CHOSEN, recording);
        record.getStyleClass().remove("recording");
        if (recording) {
            record.getStyleClass().add("recording");
        }
        if (half.isDue(bench.session().now())) {
            showServers();
        }
    }

    private void showServers() {
        History history = bench.session().history();
        List<ServerSign> now = bench.session().connections().stream()
                .map(one -> ServerSign.of(one, history.server(one.address().name())))
                .toList();
        if (!now.equals(shownServers)) {
            shownServers = now;
            servers.getChildren().setAll(now.stream().map(this::server).toList());
        }
    }

    private Node server(ServerSign sign) {
        HBox server = new HBox(
                new FontIcon(StatusIcon.of(sign.state())),
                Texts.label(sign.name()),
                Texts.label("(" + sign.detail() + ")", "faint"));
        server.getStyleClass().addAll("server", ServerFacts.words(sign.state()));
        server.setOnMouseClicked(event -> bench.goTo(Room.SERVERS));
        server.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip.install(
                server,
                new Tooltip(
                        sign.words().isEmpty()
                                ? "What has happened there is on screen so long after it"
                                : sign.words()));
        return server;
    }

    private static Button icon(Feather icon, String words, Runnable action) {
        Button button = new Button(null, new FontIcon(icon));
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(event -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
