package org.cqrsjakarta.inspector.view;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.cqrsjakarta.inspector.connection.CircuitOperator;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.protocol.CircuitAction;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.cqrsjakarta.inspector.recording.FileTrouble;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** What reaches beyond the window: files, and circuits. */
public final class Actions {

    private final Workbench bench;
    private final Dialogs dialogs;
    private final Export export;
    private final CircuitOperator operator = new CircuitOperator();
    private final Executor window;

    /** Writes what is on screen. */
    @FunctionalInterface
    public interface Export {

        /**
         * Writes it.
         *
         * @param png the picture; the table goes beside it, with another ending
         * @return what was written, for a human
         * @throws IOException if it cannot be written
         */
        String to(Path png) throws IOException;
    }

    /**
     * Creates them.
     *
     * @param bench   what is on screen
     * @param dialogs ask
     * @param export  writes what is on screen
     * @param window  runs what follows on the toolkit's thread
     */
    public Actions(Workbench bench, Dialogs dialogs, Export export, Executor window) {
        this.bench = bench;
        this.dialogs = dialogs;
        this.export = export;
        this.window = window;
    }

    void toggleRecording() {
        if (bench.session().recorder().isPresent()) {
            bench.session().stopRecording();
        } else if (bench.session().replay().isPresent()) {
            bench.notices().warn("A recording is being played: there is nothing new to record");
        } else {
            dialogs.toSave("Record into", "recording.ndjson").ifPresent(this::record);
        }
    }

    void openRecording() {
        dialogs.toOpen("Recording").ifPresent(this::play);
    }

    /** Plays a recording from its beginning. */
    public void play(Path file) {
        try {
            bench.session().play(file, 1);
            bench.follow();
        } catch (WrongVersionException e) {
            bench.notices().warn(file + ": " + e.words());
        } catch (IOException e) {
            bench.notices().warn(FileTrouble.why(e));
        }
    }

    /** Records from now on. */
    public void record(Path file) {
        try {
            bench.session().record(file);
            bench.notices().tell("Recording into " + file);
        } catch (IOException e) {
            bench.notices().warn(FileTrouble.writing(file, e));
        }
    }

    void export() {
        dialogs.toSave("Export the picture, and the table beside it", "inspector.png")
                .ifPresent(png -> {
                    try {
                        bench.notices().tell(export.to(png));
                    } catch (IOException e) {
                        bench.notices().warn(FileTrouble.writing(png, e));
                    }
                });
    }

    void act(CircuitLane circuit, CircuitAction action) {
        Optional<FeedConnection> connection = bench.session().connection(circuit.server());
        if (connection.isEmpty()) {
            bench.notices().warn(circuit.server() + " is not connected; nothing was done");
            return;
        }
        String words = circuit.name() + " of " + circuit.server() + ": " + consequence(action)
                + " It is written into the server's log with your name.";
        String yes = action.wireName().replace('-', ' ');
        if (!dialogs.confirm(
                "Act on " + circuit.name() + "?",
                words,
                yes.substring(0, 1).toUpperCase(Locale.ROOT) + yes.substring(1))) {
            return;
        }
        var unused = operator.act(connection.get(), circuit.name(), action)
                .whenCompleteAsync(
                        (said, failure) -> {
                            if (failure == null) {
                                bench.notices().tell(said);
                            } else {
                                bench.notices().warn(reason(failure));
                            }
                        },
                        window);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static String consequence(CircuitAction action) {
        return switch (action) {
            case RESET -> "it will be closed, with an empty window, and decide by itself.";
            case FORCE_OPEN -> "until further notice every stream will be served by the fallback.";
            case FORCE_CLOSED -> "until further notice every stream will be let in, however many fail.";
            case AUTOMATIC -> "it will decide by itself again, from where it was when it was forced.";
        };
    }
}
