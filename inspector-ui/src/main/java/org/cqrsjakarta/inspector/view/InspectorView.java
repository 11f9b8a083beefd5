package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.connection.AddressBook;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.jspecify.annotations.Nullable;

/** The whole of it. {@link #frame} is to be called for each frame, on the toolkit's thread. */
public final class InspectorView {

    private final Workbench bench;
    private final BorderPane root = new BorderPane();
    private final Toolbar toolbar;
    private final NoticeBar notice;
    private final Tiles tiles;
    private final StatusBar status;
    private final HelpPane help;
    private final Map<Room, RoomView> rooms = new EnumMap<>(Room.class);
    private final List<Shortcut> shortcuts;
    private final VBox bottom = new VBox();
    private @Nullable Palette dressed;

    /** Whether the key that is down has done something: what it types is not for the field that has the focus now. */
    private boolean done;

    /**
     * Builds it.
     *
     * @param bench   what is shown
     * @param actions what cannot be done here
     * @param known   servers of earlier times
     */
    public InspectorView(Workbench bench, Actions actions, List<AddressBook.Entry> known) {
        this.bench = bench;
        rooms.put(Room.TIMELINE, new TimelineRoom(bench));
        rooms.put(Room.CIRCUITS, new CircuitsRoom(bench, actions::act));
        rooms.put(Room.FIGURES, new FiguresRoom(bench));
        rooms.put(Room.TABLE, new TableRoom(bench));
        rooms.put(Room.SERVERS, new ServersRoom(bench, known));
        this.toolbar = new Toolbar(bench, actions::toggleRecording, () -> bench.help(!bench.isHelpOpen()));
        this.notice = new NoticeBar(bench);
        this.tiles = new Tiles(bench);
        this.status = new StatusBar(bench);
        this.shortcuts = shortcuts(actions);
        this.help = new HelpPane(shortcuts);
        root.getStyleClass().add("inspector");
        root.setTop(new VBox(toolbar.node(), notice.node()));
        root.setBottom(bottom);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (done) {
                event.consume();
            }
        });
    }

    /** What is to stand in a scene. */
    public Parent root() {
        return root;
    }

    /** A scene of it. */
    public Scene scene(double width, double height) {
        Skin.dress(root, bench.palette());
        dressed = bench.palette();
        return new Scene(root, width, height);
    }

    /** Has everything show how things are. */
    public void frame() {
        if (!bench.palette().equals(dressed)) {
            dressed = bench.palette();
            Skin.dress(root, bench.palette());
        }
        RoomView room = Objects.requireNonNull(rooms.get(bench.room()));
        Node shown = bench.isHelpOpen() ? help.node() : room.node();
        if (!shown.equals(root.getCenter())) {
            root.setCenter(shown);
        }
        boolean withTiles = !bench.isHelpOpen() && bench.room().equals(Room.TIMELINE);
        List<Node> below = withTiles ? List.of(tiles.node(), status.node()) : List.of(status.node());
        if (!bottom.getChildren().equals(below)) {
            bottom.getChildren().setAll(below);
        }
        if (bench.isHelpOpen()) {
            help.frame(bench.palette());
        } else {
            room.frame();
        }
        if (withTiles) {
            tiles.frame();
        }
        toolbar.frame();
        notice.frame();
        status.frame();
    }

    private void pressed(KeyEvent event) {
        boolean writing = event.getTarget() instanceof TextInputControl;
        done = false;
        for (Shortcut shortcut : shortcuts) {
            boolean plain = !event.isShortcutDown() && !event.isControlDown() && !event.isAltDown();
            boolean inField = writing && plain && event.getCode() != KeyCode.ESCAPE;
            if (!inField && shortcut.isFor(event)) {
                shortcut.action().run();
                if (writing) {
                    root.requestFocus();
                }
                done = true;
                event.consume();
                return;
            }
        }
        if (event.getText().equals("?") && !writing) {
            bench.help(!bench.isHelpOpen());
            done = true;
            event.consume();
        }
    }

    private List<Shortcut> shortcuts(Actions actions) {
        List<Shortcut> list = new ArrayList<>();
        KeyCode[] digits = {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5};
        for (Room room : Room.values()) {
            list.add(key(digits[list.size()], room.title(), () -> bench.goTo(room)));
        }
        list.add(key(KeyCode.SPACE, "pause, or follow again", bench::togglePause));
        list.add(key(KeyCode.END, "follow now", bench::follow));
        list.add(key(KeyCode.HOME, "all that is known", bench::showAll));
        list.add(key(KeyCode.LEFT, "back in time", () -> bench.timeline().pan(-0.2)));
        list.add(key(KeyCode.RIGHT, "forth in time", () -> bench.timeline().pan(0.2)));
        list.add(new Shortcut(
                List.of(
                        new KeyCodeCombination(KeyCode.PLUS, KeyCombination.SHIFT_ANY),
                        new KeyCodeCombination(KeyCode.EQUALS, KeyCombination.SHIFT_ANY),
                        new KeyCodeCombination(KeyCode.ADD)),
                "a closer look",
                () -> bench.zoom(0.5)));
        list.add(new Shortcut(
                List.of(new KeyCodeCombination(KeyCode.MINUS), new KeyCodeCombination(KeyCode.SUBTRACT)),
                "a wider look",
                () -> bench.zoom(2)));
        list.add(key(KeyCode.UP, "the stream above", () -> bench.timeline().selectBy(-1)));
        list.add(key(KeyCode.DOWN, "the stream below", () -> bench.timeline().selectBy(1)));
        list.add(key(KeyCode.PAGE_UP, "lanes: higher", () -> bench.timeline().zoomLanes(1.5, 0)));
        list.add(key(KeyCode.PAGE_DOWN, "lanes: lower", () -> bench.timeline().zoomLanes(1 / 1.5, 0)));
        list.add(key(KeyCode.A, "lanes: all on screen", () -> bench.timeline().fit()));
        list.add(key(KeyCode.S, "the next order of streams", bench::nextOrder));
        list.add(key(KeyCode.SLASH, "search", toolbar::search));
        list.add(key(KeyCode.R, "record, or stop recording", actions::toggleRecording));
        list.add(key(KeyCode.O, "open a recording", actions::openRecording));
        list.add(key(KeyCode.OPEN_BRACKET, "replay: half as fast", () -> bench.replaySpeed(0.5)));
        list.add(key(KeyCode.CLOSE_BRACKET, "replay: twice as fast", () -> bench.replaySpeed(2)));
        list.add(key(KeyCode.T, "light or dark", bench::switchLight));
        list.add(key(KeyCode.C, "colours for every eye", bench::switchSafe));
        list.add(shortcut(KeyCode.E, "export as PNG and CSV", actions::export));
        list.add(key(KeyCode.ESCAPE, "put away what is in front", bench::escape));
        list.add(key(KeyCode.F1, "this, as ? does", () -> bench.help(!bench.isHelpOpen())));
        return List.copyOf(list);
    }

    private static Shortcut key(KeyCode code, String words, Runnable action) {
        return new Shortcut(List.of(new KeyCodeCombination(code)), words, action);
    }

    private static Shortcut shortcut(KeyCode code, String words, Runnable action) {
        return new Shortcut(List.of(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN)), words, action);
    }
}
