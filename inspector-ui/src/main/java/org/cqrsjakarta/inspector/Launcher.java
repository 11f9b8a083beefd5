package org.cqrsjakarta.inspector;

import java.io.IOException;
import javafx.application.Application;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.cqrsjakarta.inspector.text.Printable;

/** Starts the inspector. Is no {@code Application} itself: JavaFX would want to be on the module path. */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Launcher() {}

    /** Opens the window, or draws one picture: {@link Arguments#USAGE}. */
    public static void main(String[] args) {
        int status = start(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int start(String... args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (Arguments.WrongArgumentException e) {
            complain(String.valueOf(e.getMessage()));
            return MISUSED;
        }
        if (arguments.help()) {
            System.out.print(Arguments.USAGE);
            return 0;
        }
        if (!arguments.headless()) {
            Application.launch(InspectorApp.class, args);
            return 0;
        }
        try {
            new HeadlessRun(arguments).run().forEach(Launcher::complain);
            return 0;
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (WrongVersionException e) {
            complain(e.words());
            return FAILED;
        }
    }

    /** A recording may say what a terminal would do. */
    private static void complain(String words) {
        System.err.println(Printable.of(words));
    }
}
