package org.cqrsjakarta.inspector.benchmark;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.connection.WallClock;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.view.Actions;
import org.cqrsjakarta.inspector.view.InspectorView;
import org.cqrsjakarta.inspector.view.WindowDialogs;
import org.cqrsjakarta.inspector.viewmodel.Notices;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.Session;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/**
 * Watches a feed for a while, and tells how far apart frames were. Arguments: the address, seconds, width, height. What the
 * first five seconds take is not counted.
 */
public final class FrameBenchmark {

    private static final long NANOS = 1_000_000_000L;
    private static final long WARM_UP = 5 * NANOS;
    private static final int MOST_FRAMES = 1_000_000;

    private FrameBenchmark() {}

    /** Starts it. */
    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    /** The window that is watched. */
    public static final class Window extends Application {

        private final long[] intervals = new long[MOST_FRAMES];
        private int frames;
        private long peak;

        @Override
        public void start(Stage stage) {
            List<String> args = getParameters().getRaw();
            long nanos = Long.parseLong(args.get(1)) * NANOS;
            Notices notices = new Notices();
            Session session = new Session(WallClock.SYSTEM, notices);
            Workbench bench = new Workbench(session, notices, ZoneId.of("UTC"), Palette.LIGHT, Room.TIMELINE);
            Actions actions = new Actions(bench, new WindowDialogs(stage), png -> "", Platform::runLater);
            InspectorView view = new InspectorView(bench, actions, List.of());
            stage.setScene(view.scene(Integer.parseInt(args.get(2)), Integer.parseInt(args.get(3))));
            stage.show();
            session.connect(ServerAddress.parse(args.get(0)), Credentials.NONE);
            new AnimationTimer() {
                private long began;
                private long before;

                @Override
                public void handle(long pulse) {
                    long now = System.nanoTime();
                    session.advance();
                    view.frame();
                    began = began == 0 ? now : began;
                    if (now - began > WARM_UP && frames < MOST_FRAMES) {
                        intervals[frames++] = now - before;
                        Runtime runtime = Runtime.getRuntime();
                        peak = Math.max(peak, runtime.totalMemory() - runtime.freeMemory());
                    }
                    before = now;
                    if (now - began > WARM_UP + nanos) {
                        stop();
                        report(session);
                        session.close();
                        Platform.exit();
                    }
                }
            }.start();
        }

        private void report(Session session) {
            long[] sorted = Arrays.copyOf(intervals, frames);
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "%d frames; between two: median %.1f ms (%.1f a second), p95 %.1f ms, longest %.1f ms%n",
                    frames,
                    millis(sorted[frames / 2]),
                    1000 / millis(sorted[frames / 2]),
                    millis(sorted[frames * 95 / 100]),
                    millis(sorted[frames - 1]));
            // The benchmark asks what is held at the end, and that is what it is for.
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long held = runtime.totalMemory() - runtime.freeMemory();
            System.out.printf(
                    Locale.ROOT,
                    "%d events, %d lost and marked, %d streams kept, %d made way; heap at most %d MB, of which %d MB held%n",
                    session.history().events(),
                    session.history().lost(),
                    session.history().lanes().size(),
                    session.history().evicted(),
                    peak >> 20,
                    held >> 20);
        }

        private static double millis(long nanos) {
            return nanos / 1_000_000.0;
        }
    }
}
