package org.cqrsjakarta.inspector.picture;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.LaneOrder;
import org.cqrsjakarta.inspector.recording.Replay;
import org.cqrsjakarta.inspector.timeline.AxisPainter;
import org.cqrsjakarta.inspector.timeline.CircuitPainter;
import org.cqrsjakarta.inspector.timeline.HeatmapPainter;
import org.cqrsjakarta.inspector.timeline.LaneLayout;
import org.cqrsjakarta.inspector.timeline.MinimapPainter;
import org.cqrsjakarta.inspector.timeline.Overview;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.Raster;
import org.cqrsjakarta.inspector.timeline.Sample;
import org.cqrsjakarta.inspector.timeline.SamplePainter;
import org.cqrsjakarta.inspector.timeline.StreamPainter;
import org.cqrsjakarta.inspector.timeline.TimeAxis;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recording of the demo looks like without its text: the same on every machine. */
class TimelinePictureTest {

    private static final int WIDTH = 1132;

    private final History history = new History(Bounds.DEFAULT);

    /** Pictures, one below the other. */
    private static final class Sheet {
        private final BufferedImage image = new BufferedImage(WIDTH, 860, BufferedImage.TYPE_INT_ARGB);
        private int top;

        void add(int width, int height, Consumer<Raster> painter) {
            Raster raster = new Raster(width, height);
            painter.accept(raster);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    image.setRGB(x, top + y, raster.pixel(x, y));
                }
            }
            top += height + 4;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Light", "Dark", "Light, colour-blind safe", "Dark, colour-blind safe"})
    void isTheSamePixelForPixel(String name) throws Exception {
        Palette palette = List.of(Palette.LIGHT, Palette.DARK, Palette.LIGHT_SAFE, Palette.DARK_SAFE).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        long now;
        try (Replay replay = new Replay(Path.of(
                Objects.requireNonNull(TimelinePictureTest.class.getResource("/org/cqrsjakarta/inspector/demo.ndjson"))
                        .toURI()))) {
            now = replay.begin() + 30_000_000;
            replay.to(now, history);
        }
        new KeptPicture("timeline-" + name.toLowerCase(Locale.ROOT).replaceAll("[, ]+", "-"))
                .assertLike(sheet(palette, now));
    }

    private BufferedImage sheet(Palette palette, long now) {
        Viewport viewport = new Viewport(now - 30_000_000, now + 1_000_000);
        List<TimeAxis.Tick> ticks = new TimeAxis(ZoneOffset.UTC).ticks(viewport, WIDTH);
        List<CircuitLane> circuits = history.servers().stream()
                .flatMap(server -> server.circuits().stream())
                .toList();
        Sheet sheet = new Sheet();
        sheet.add(
                WIDTH,
                22,
                raster -> new CircuitPainter(palette)
                        .paint(raster, new CircuitPainter.Scene(circuits, viewport, now, history.marks(), ticks, 22)));
        sheet.add(WIDTH, 20, raster -> new AxisPainter(palette).paint(raster, viewport, ticks));
        for (int height : new int[] {480, 96}) {
            sheet.add(
                    WIDTH,
                    height,
                    raster -> new StreamPainter(palette)
                            .paint(
                                    raster,
                                    new StreamPainter.Scene(
                                            history.lanes().stream()
                                                    .sorted(LaneOrder.NEWEST.comparator())
                                                    .toList(),
                                            viewport,
                                            LaneLayout.fitting(history.lanes().size(), height, 20),
                                            now,
                                            history.marks(),
                                            history.incidents(),
                                            history.lanes().get(2),
                                            ticks)));
        }
        Viewport whole = new Viewport(history.first(), now);
        sheet.add(
                WIDTH,
                44,
                raster -> new MinimapPainter(palette)
                        .paint(
                                raster,
                                new MinimapPainter.Scene(
                                        Overview.of(history, whole, now, WIDTH),
                                        history.marks(),
                                        whole,
                                        viewport,
                                        now)));
        sheet.add(WIDTH, 120, raster -> new HeatmapPainter(palette).paint(raster, history.figures(), viewport));
        for (Sample sample : List.of(Sample.SWITCHOVER, Sample.STALL, Sample.HALF_OPEN)) {
            sheet.add(56, SamplePainter.HEIGHT, raster -> new SamplePainter(palette).paint(raster, sample));
        }
        return sheet.image;
    }
}
