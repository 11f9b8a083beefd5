package org.cqrsjakarta.inspector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.cqrsjakarta.inspector.export.PngFile;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.cqrsjakarta.inspector.recording.FileTrouble;
import org.cqrsjakarta.inspector.recording.Replay;
import org.cqrsjakarta.inspector.view.Actions;
import org.cqrsjakarta.inspector.view.Dialogs;
import org.cqrsjakarta.inspector.view.InspectorView;
import org.cqrsjakarta.inspector.viewmodel.Notices;
import org.cqrsjakarta.inspector.viewmodel.Session;
import org.cqrsjakarta.inspector.viewmodel.StreamTable;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** Draws one picture of a recording, and writes the streams that are on it, without a window. */
final class HeadlessRun {

    private static final int LOOKS = 5;

    private final Arguments arguments;

    HeadlessRun(Arguments arguments) {
        this.arguments = arguments;
    }

    /**
     * Does it.
     *
     * @return what is wrong with the recording, for a human
     * @throws IOException           if something cannot be read or written
     * @throws WrongVersionException if the recording is of another version
     */
    List<String> run() throws IOException, WrongVersionException {
        Path recording = arguments.replay().orElseThrow();
        Notices notices = new Notices();
        // Its time is the recording's alone, so that the same recording gives the same picture.
        Session session = new Session(() -> 0, notices);
        session.play(recording, 1);
        Replay replay = session.replay().orElseThrow();
        session.playTo(
                switch (arguments.at()) {
                    case Arguments.Moment.End end -> Long.MAX_VALUE;
                    case Arguments.Moment.After after -> replay.begin() + after.micros();
                    case Arguments.Moment.Exactly exactly -> exactly.micros();
                });
        List<String> complaints = List.copyOf(replay.complaints());
        Workbench bench =
                new Workbench(session, new Notices(), arguments.zone(), arguments.palette(), arguments.room());
        bench.timeline().follow(session.now());
        arguments.span().ifPresentOrElse(span -> bench.timeline().span(span, session.now()), bench::showAll);
        if (arguments.png().isPresent()) {
            draw(bench, arguments.png().get());
        } else {
            bench.timeline()
                    .advance(session.history(), session.now(), arguments.size().height());
        }
        if (arguments.csv().isPresent()) {
            write(
                    arguments.csv().get(),
                    csv -> Files.writeString(
                            csv, StreamTable.csv(bench.timeline().lanes(), session.now())));
        }
        session.close();
        return complaints;
    }

    private void draw(Workbench bench, Path png) throws IOException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<WritableImage> picture = new CompletableFuture<>();
        Platform.setImplicitExit(false);
        Platform.startup(() -> {
            try {
                picture.complete(drawn(bench));
            } catch (RuntimeException e) {
                picture.completeExceptionally(e);
            }
        });
        try {
            write(png, file -> PngFile.write(picture.join(), file));
        } finally {
            Platform.exit();
        }
    }

    private static void write(Path file, Writing writing) throws IOException {
        try {
            writing.to(file);
        } catch (IOException e) {
            throw new IOException(FileTrouble.writing(file, e), e);
        }
    }

    /** Writes something into a file. */
    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private WritableImage drawn(Workbench bench) {
        InspectorView view =
                new InspectorView(bench, new Actions(bench, new Unasked(), png -> "", Platform::runLater), List.of());
        Scene scene = view.scene(arguments.size().width(), arguments.size().height());
        // Each look tells what is one level further inside how large it is.
        for (int look = 0; look < LOOKS; look++) {
            view.frame();
            scene.snapshot(null);
        }
        view.frame();
        return scene.snapshot(null);
    }

    /** Nobody is there to answer. */
    private static final class Unasked implements Dialogs {
        @Override
        public boolean confirm(String title, String words, String yes) {
            return false;
        }

        @Override
        public Optional<Path> toSave(String title, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> toOpen(String title) {
            return Optional.empty();
        }
    }
}
