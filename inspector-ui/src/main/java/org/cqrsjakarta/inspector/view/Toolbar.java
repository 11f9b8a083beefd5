package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.history.LaneFilter;
import org.cqrsjakarta.inspector.history.LaneOrder;
import org.cqrsjakarta.inspector.viewmodel.Facets;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar at the top: servers, rooms, time, search, and what can be done. */
final class Toolbar {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("selected");
    private static final long[] DURATIONS = {0, 1_000_000, 5_000_000, 10_000_000, 60_000_000};

    private final Workbench bench;
    private final HBox servers = new HBox(12);
    private final Map<Room, ToggleButton> rooms = new EnumMap<>(Room.class);
    private final ToggleButton pause = new ToggleButton("Live", new FontIcon(Feather.PAUSE));
    private final Label behind = Texts.label("", "behind");
    private final TextField search = new TextField();
    private final MenuButton facets = new MenuButton("Filter");
    private final Button record;
    private final HBox box = new HBox();
    private List<String> shownServers = List.of();

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
        behind.setMinWidth(72);
        search.setPromptText("Search  /");
        search.setAccessibleText("Search streams");
        search.setPrefWidth(150);
        search.setMinWidth(90);
        search.textProperty()
                .addListener((observed, before, text) -> filter(old -> new LaneFilter(
                        text,
                        old.states(),
                        old.handlers(),
                        old.reasons(),
                        old.servers(),
                        old.minMicros(),
                        old.troubled())));
        facets.setOnShowing(event -> fillFacets());
        facets.getItems().add(new MenuItem("…"));
        facets.setMinWidth(84);
        record = icon(Feather.CIRCLE, "Record what comes in", toggleRecording);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        box.getStyleClass().add("bar");
        box.getChildren()
                .addAll(
                        tabs,
                        pause,
                        behind,
                        search,
                        facets,
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
        int filters = filters(timeline.filter());
        facets.setText(filters == 0 ? "Filter" : "Filter " + filters);
        boolean recording = bench.session().recorder().isPresent();
        ((FontIcon) record.getGraphic()).setIconCode(recording ? Feather.STOP_CIRCLE : Feather.CIRCLE);
        record.pseudoClassStateChanged(CHOSEN, recording);
        record.getStyleClass().remove("recording");
        if (recording) {
            record.getStyleClass().add("recording");
        }
        showServers();
    }

    private void showServers() {
        List<String> now = new ArrayList<>();
        for (FeedConnection connection : bench.session().connections()) {
            Health health = connection.health();
            String detail = switch (health.state()) {
                case LIVE -> Words.duration(connection.latencyMicros());
                default -> StatusWords.of(health.state());
            };
            now.add(StatusWords.sign(health.state()) + "\t"
                    + StatusWords.of(health.state()) + "\t"
                    + connection.address().name() + "\t" + detail + "\t" + health.words());
        }
        if (now.equals(shownServers)) {
            return;
        }
        shownServers = now;
        servers.getChildren().setAll(now.stream().map(this::server).toList());
    }

    private Node server(String text) {
        String[] parts = text.split("\t", -1);
        HBox server = new HBox(
                Texts.label(parts[0], "dot"), Texts.label(parts[2]), Texts.label("(" + parts[3] + ")", "faint"));
        server.getStyleClass().addAll("server", parts[1]);
        server.setOnMouseClicked(event -> bench.goTo(Room.SERVERS));
        server.setMinWidth(Region.USE_PREF_SIZE);
        if (!parts[4].isEmpty()) {
            Tooltip.install(server, new Tooltip(parts[4]));
        }
        return server;
    }

    private void fillFacets() {
        Facets counted = Facets.of(bench.session().history().lanes());
        LaneFilter filter = bench.timeline().filter();
        List<MenuItem> items = new ArrayList<>();
        items.add(check(
                "Only what switched over or failed",
                filter.troubled(),
                on -> filter(old -> new LaneFilter(
                        old.text(), old.states(), old.handlers(), old.reasons(), old.servers(), old.minMicros(), on))));
        items.add(new SeparatorMenuItem());
        Menu states = new Menu("State");
        counted.states()
                .forEach((state, count) -> states.getItems()
                        .add(check(
                                state.words() + "  " + Words.count(count),
                                filter.states().contains(state),
                                on -> filter(old -> new LaneFilter(
                                        old.text(),
                                        with(old.states(), state, on),
                                        old.handlers(),
                                        old.reasons(),
                                        old.servers(),
                                        old.minMicros(),
                                        old.troubled())))));
        items.add(states);
        Menu handlers = new Menu("Served by");
        counted.handlers()
                .forEach((name, count) -> handlers.getItems()
                        .add(check(
                                name + "  " + Words.count(count),
                                filter.handlers().contains(name),
                                on -> filter(old -> new LaneFilter(
                                        old.text(),
                                        old.states(),
                                        with(old.handlers(), name, on),
                                        old.reasons(),
                                        old.servers(),
                                        old.minMicros(),
                                        old.troubled())))));
        items.add(handlers);
        Menu reasons = new Menu("Reason");
        counted.reasons()
                .forEach((name, count) -> reasons.getItems()
                        .add(check(
                                Words.simple(name) + "  " + Words.count(count),
                                filter.reasons().contains(name),
                                on -> filter(old -> new LaneFilter(
                                        old.text(),
                                        old.states(),
                                        old.handlers(),
                                        with(old.reasons(), name, on),
                                        old.servers(),
                                        old.minMicros(),
                                        old.troubled())))));
        items.add(reasons);
        Menu where = new Menu("Server");
        counted.servers()
                .forEach((name, count) -> where.getItems()
                        .add(check(
                                name + "  " + Words.count(count),
                                filter.servers().contains(name),
                                on -> filter(old -> new LaneFilter(
                                        old.text(),
                                        old.states(),
                                        old.handlers(),
                                        old.reasons(),
                                        with(old.servers(), name, on),
                                        old.minMicros(),
                                        old.troubled())))));
        items.add(where);
        Menu lasting = new Menu("Lasted");
        for (long micros : DURATIONS) {
            RadioMenuItem item = new RadioMenuItem(micros == 0 ? "any time" : Words.duration(micros) + " or more");
            item.setSelected(filter.minMicros() == micros);
            item.setOnAction(event -> filter(old -> new LaneFilter(
                    old.text(), old.states(), old.handlers(), old.reasons(), old.servers(), micros, old.troubled())));
            lasting.getItems().add(item);
        }
        items.add(lasting);
        items.add(new SeparatorMenuItem());
        for (LaneOrder order : LaneOrder.values()) {
            RadioMenuItem item = new RadioMenuItem(order.words());
            item.setSelected(order.equals(bench.timeline().order()));
            item.setOnAction(event -> bench.timeline().order(order));
            items.add(item);
        }
        items.add(new SeparatorMenuItem());
        MenuItem all = new MenuItem("Show all");
        all.setOnAction(event -> bench.timeline().filter(LaneFilter.ALL));
        items.add(all);
        List.of(states, handlers, reasons, where)
                .forEach(menu -> menu.setDisable(menu.getItems().isEmpty()));
        facets.getItems().setAll(items);
    }

    private void filter(UnaryOperator<LaneFilter> change) {
        bench.timeline().filter(change.apply(bench.timeline().filter()));
    }

    private static int filters(LaneFilter filter) {
        int sets = filter.states().size()
                + filter.handlers().size()
                + filter.reasons().size()
                + filter.servers().size();
        return sets + (filter.minMicros() > 0 ? 1 : 0) + (filter.troubled() ? 1 : 0);
    }

    private static <T> Set<T> with(Set<T> before, T value, boolean in) {
        Set<T> after = new HashSet<>(before);
        if (in) {
            after.add(value);
        } else {
            after.remove(value);
        }
        return after;
    }

    /** Is told whether it is on. */
    @FunctionalInterface
    private interface Switched {
        void to(boolean on);
    }

    private static CheckMenuItem check(String text, boolean on, Switched switched) {
        CheckMenuItem item = new CheckMenuItem(text);
        item.setSelected(on);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> switched.to(item.isSelected()));
        return item;
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
