package org.cqrsjakarta.inspector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.cqrsjakarta.inspector.connection.AddressBook;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.connection.WallClock;
import org.cqrsjakarta.inspector.export.PngFile;
import org.cqrsjakarta.inspector.recording.FileTrouble;
import org.cqrsjakarta.inspector.view.Actions;
import org.cqrsjakarta.inspector.view.InspectorView;
import org.cqrsjakarta.inspector.view.WindowDialogs;
import org.cqrsjakarta.inspector.viewmodel.Notices;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.Session;
import org.cqrsjakarta.inspector.viewmodel.StreamTable;
import org.cqrsjakarta.inspector.viewmodel.Workbench;
import org.jspecify.annotations.Nullable;

/** The window. */
public final class InspectorApp extends Application {

    private static final String PASSWORD = "CQRS_INSPECTOR_PASSWORD";
    private static final double SMALLEST_WIDTH = 1000;
    private static final double SMALLEST_HEIGHT = 640;

    private @Nullable Session session;
    private @Nullable AddressBook book;

    @Override
    public void start(Stage stage) throws Arguments.WrongArgumentException {
        Arguments arguments = Arguments.parse(getParameters().getRaw().toArray(String[]::new));
        Notices notices = new Notices();
        Session opened = new Session(WallClock.SYSTEM, notices);
        session = opened;
        AddressBook addresses = new AddressBook(AddressBook.ofUser());
        book = addresses;
        Workbench bench = new Workbench(opened, notices, arguments.zone(), arguments.palette(), arguments.room());
        arguments.span().ifPresent(span -> bench.timeline().span(span, opened.now()));
        Actions actions = new Actions(
                bench, new WindowDialogs(stage), png -> export(stage.getScene(), bench, png), Platform::runLater);
        InspectorView view = new InspectorView(bench, actions, known(addresses, notices));
        connect(arguments, opened, bench);
        arguments.replay().ifPresent(file -> {
            actions.play(file);
            opened.replay().ifPresent(replay -> replay.speed(arguments.speed()));
        });
        arguments.record().ifPresent(actions::record);
        stage.setTitle("cqrs-jakarta inspector");
        stage.setMinWidth(SMALLEST_WIDTH);
        stage.setMinHeight(SMALLEST_HEIGHT);
        stage.setScene(view.scene(arguments.size().width(), arguments.size().height()));
        stage.show();
        new AnimationTimer() {
            @Override
            public void handle(long nanos) {
                opened.advance();
                view.frame();
            }
        }.start();
    }

    @Override
    public void stop() {
        Session closing = session;
        if (closing == null) {
            return;
        }
        remember(closing);
        closing.close();
    }

    private static void connect(Arguments arguments, Session session, Workbench bench) {
        String password = System.getenv(PASSWORD);
        Credentials credentials = arguments
                .user()
                .map(user -> Credentials.password(user, password == null ? "" : password))
                .orElse(Credentials.NONE);
        for (ServerAddress server : arguments.servers()) {
            session.connect(server, credentials);
        }
        if (arguments.user().isPresent() && password == null) {
            bench.goTo(Room.SERVERS);
            bench.notices()
                    .warn("The password of " + arguments.user().get()
                            + " is needed: give it below, or in the environment as " + PASSWORD);
        }
    }

    private static List<AddressBook.Entry> known(AddressBook book, Notices notices) {
        try {
            int passwords = book.takeOutPasswords();
            if (passwords > 0) {
                notices.warn("In the list of servers, " + AddressBook.ofUser() + ", stood " + passwords
                        + (passwords == 1 ? " password" : " passwords")
                        + ", which were taken out: who could read the file knows them, and recordings may hold them"
                        + " too. Change them");
            }
        } catch (IOException e) {
            notices.warn("Passwords in the list of servers, " + AddressBook.ofUser() + ", cannot be taken out: "
                    + FileTrouble.why(e));
        }
        try {
            return book.entries();
        } catch (IOException e) {
            notices.warn("The servers of earlier times cannot be read: " + FileTrouble.why(e));
            return List.of();
        }
    }

    /** Without the secrets. */
    private void remember(Session closing) {
        AddressBook addresses = book;
        if (addresses == null || closing.connections().isEmpty()) {
            return;
        }
        try {
            List<AddressBook.Entry> entries = new ArrayList<>();
            for (FeedConnection connection : closing.connections()) {
                entries.add(new AddressBook.Entry(
                        connection.address(), connection.credentials().user()));
            }
            for (AddressBook.Entry entry : addresses.entries()) {
                if (closing.connection(entry.address().name()).isEmpty()) {
                    entries.add(entry);
                }
            }
            addresses.keep(entries);
        } catch (IOException e) {
            // The window is gone, and what would be lost is a convenience.
            System.err.println("The servers could not be remembered: " + FileTrouble.why(e));
        }
    }

    private static String export(Scene scene, Workbench bench, Path png) throws IOException {
        WritableImage image = scene.snapshot(null);
        PngFile.write(image, png);
        Path csv = PngFile.tableBeside(png);
        Files.writeString(
                csv, StreamTable.csv(bench.timeline().lanes(), bench.session().now()));
        return "The picture is in " + png + ", its " + bench.timeline().lanes().size() + " streams are in " + csv;
    }
}
