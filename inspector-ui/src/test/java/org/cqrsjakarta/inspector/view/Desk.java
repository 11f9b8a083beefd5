package org.cqrsjakarta.inspector.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.viewmodel.Notices;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.Session;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The window with somebody in front of it, under a clock that goes on by frames. */
final class Desk implements AutoCloseable {

    /** When it begins, in microseconds. */
    static final long START = 1_000_000_000;

    static final long SECOND = 1_000_000;

    private static final long FRAME = 20_000;
    private static final long PATIENCE_SECONDS = 20;
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 700;

    final FxRobot robot = new FxRobot();
    final Workbench bench;
    final List<Path> exported = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(START);
    private final Questions questions = new Questions();
    private final ConcurrentLinkedQueue<Runnable> later = new ConcurrentLinkedQueue<>();
    private final Actions actions;
    private final InspectorView view;
    private final Session session;

    /** Answers as the test has it answer. */
    private static final class Questions implements Dialogs {
        private final List<String> asked = new ArrayList<>();
        private boolean yes;
        private Optional<Path> file = Optional.empty();

        @Override
        public boolean confirm(String title, String words, String button) {
            asked.add(title + " " + words + " [" + button + "]");
            return yes;
        }

        @Override
        public Optional<Path> toSave(String title, String name) {
            return file;
        }

        @Override
        public Optional<Path> toOpen(String title) {
            return file;
        }
    }

    private Desk(Stage stage) {
        Notices notices = new Notices();
        session = new Session(clock::get, notices);
        bench = new Workbench(session, notices, ZoneOffset.UTC, Palette.DARK, Room.TIMELINE);
        actions = new Actions(
                bench,
                questions,
                png -> {
                    exported.add(png);
                    return "It is in " + png;
                },
                later::add);
        view = new InspectorView(bench, actions, List.of());
        stage.setScene(view.scene(WIDTH, HEIGHT));
    }

    static Desk open() throws TimeoutException {
        System.setProperty("testfx.robot", "glass");
        Stage stage = FxToolkit.registerPrimaryStage();
        Desk[] desk = new Desk[1];
        new FxRobot().interact(() -> {
            // Where the robot's wheel takes it to be.
            stage.setX(0);
            stage.setY(0);
            desk[0] = new Desk(stage);
            stage.show();
        });
        desk[0].frames(2);
        return desk[0];
    }

    /** So many frames pass. */
    void frames(int count) {
        robot.interact(() -> {
            for (int i = 0; i < count; i++) {
                frame(FRAME);
            }
        });
    }

    private void frame(long micros) {
        clock.addAndGet(micros);
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
        session.advance();
        view.frame();
        view.root().applyCss();
        view.root().layout();
    }

    /** Frames pass until something is so, which must come. */
    void until(BooleanSupplier condition, Supplier<String> what) {
        until(FRAME, condition, what);
    }

    /** The same in one instant. */
    void untilNow(BooleanSupplier condition, Supplier<String> what) {
        until(0, condition, what);
    }

    private void until(long micros, BooleanSupplier condition, Supplier<String> what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        robot.interact(() -> frame(micros));
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what.get()).isLessThan(deadline);
            Thread.yield();
            robot.interact(() -> frame(micros));
        }
    }

    void connect(String address, Credentials credentials) {
        robot.interact(() -> session.connect(ServerAddress.parse(address), credentials));
    }

    void play(Path recording) {
        robot.interact(() -> actions.play(recording));
        frames(2);
    }

    void record(Path recording) {
        robot.interact(() -> actions.record(recording));
    }

    /** Whoever is asked says this. */
    void answering(boolean yes) {
        questions.yes = yes;
    }

    /** Whoever is asked for a file gives this one. */
    void choosing(Path file) {
        questions.file = Optional.of(file);
    }

    /** What was asked. */
    List<String> asked() {
        return questions.asked;
    }

    /** Something has happened on a server. */
    void happens(Event... events) {
        robot.interact(
                () -> session.history().accept(new RecordedMessage("q", -1, new Message.Batch(List.of(events)))));
        frames(20);
    }

    long now() {
        return clock.get();
    }

    /** Makes the window wider or narrower. */
    void widen(double width) {
        robot.interact(() -> view.root().getScene().getWindow().setWidth(width));
        frames(20);
    }

    /** All that can be read, but for what is painted. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        robot.interact(() -> robot.lookup((Node node) -> node instanceof Labeled label && shows(label))
                .queryAllAs(Labeled.class)
                .forEach(label -> texts.add(label.getText())));
        return texts;
    }

    private static boolean shows(Labeled label) {
        if (label.getText() == null || label.getText().isEmpty()) {
            return false;
        }
        for (Node node = label; node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** What the user is told above everything. */
    Optional<String> notice() {
        return bench.notices().latest().map(Notices.Notice::words);
    }

    /** A button that can be seen. */
    <T extends Labeled> T labelled(String text, Class<T> type) {
        return robot.lookup((Node node) ->
                        type.isInstance(node) && text.equals(((Labeled) node).getText()) && shows((Labeled) node))
                .queryAs(type);
    }

    @Override
    public void close() {
        robot.interact(session::close);
        try {
            FxToolkit.hideStage();
        } catch (TimeoutException e) {
            throw new IllegalStateException("The window does not close", e);
        }
    }
}
