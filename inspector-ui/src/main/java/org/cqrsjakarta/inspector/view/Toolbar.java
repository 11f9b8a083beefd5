package org.cqrsjakarta.inspector.view;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
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

    private static final Duration HINT_AFTER = Duration.millis(250);

    private final Workbench bench;
    private final HBox servers = new HBox(12);
    private final Map<Room, ToggleButton> rooms = new EnumMap<>(Room.class);
    private final ToggleButton pause = new ToggleButton("Live", new FontIcon(Feather.PAUSE));
    private final Label behind = Texts.label("", "behind");
    private final TextField search = new TextField();
    private final FacetMenu facets;
    private final Button record;
    private final Button light;
    private final List<Button> buttons;
    private final HBox box = new HBox();
    private final Every half = new Every(500_000);
    private double width;
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
        record = icon(Feather.CIRCLE, "Record", "Record what comes in, or end the recording: R", toggleRecording);
        pause.setTooltip(hint("Have the picture stand, or follow again: Space"));
        light = icon(Feather.SUN, "Light", "Light or dark: T", bench::switchLight);
        Button colours = icon(Feather.EYE, "Colours", "Colours for every eye, or the usual ones: C", bench::switchSafe);
        Button help = icon(Feather.HELP_CIRCLE, "Help", "What all this is, and the keys: F1", toggleHelp);
        buttons = List.of(record, light, colours, help);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        box.getStyleClass().add("bar");
        box.getChildren()
                .addAll(tabs, pause, search, facets.node(), behind, spacer, servers, record, light, colours, help);
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
        record.setText(recording ? "Recording" : "Record");
        light.setText(bench.palette().dark() ? "Light" : "Dark");
        ((FontIcon) light.getGraphic()).setIconCode(bench.palette().dark() ? Feather.SUN : Feather.MOON);
        boolean resized = box.getWidth() != width;
        width = box.getWidth();
        boolean due = half.isDue(bench.session().now());
        if (due) {
            showServers();
        }
        if (due || resized) {
            showWords();
        }
    }

    /** Words stand beside the icons where there is room for all of them; else they are there for who points at one. */
    private void showWords() {
        buttons.forEach(button -> button.setContentDisplay(ContentDisplay.LEFT));
        if (box.prefWidth(-1) > Math.ceil(box.getWidth())) {
            buttons.forEach(button -> button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY));
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
                hint(sign.words().isEmpty() ? "What has happened there is on screen so long after it" : sign.words()));
        return server;
    }

    private static Tooltip hint(String words) {
        Tooltip hint = new Tooltip(words);
        hint.setShowDelay(HINT_AFTER);
        return hint;
    }

    private static Button icon(Feather icon, String word, String words, Runnable action) {
        Button button = new Button(word, new FontIcon(icon));
        button.setAccessibleText(words);
        button.setTooltip(hint(words));
        button.setOnAction(event -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
