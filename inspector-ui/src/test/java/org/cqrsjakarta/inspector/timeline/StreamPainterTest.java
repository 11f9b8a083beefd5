package org.cqrsjakarta.inspector.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPainterTest {

    private static final long START = 1_000_000_000;
    private static final Palette COLOURS = Palette.DARK;

    private final History history = new History(Bounds.DEFAULT);

    private void tell(Event... events) {
        history.accept(new RecordedMessage("q", -1, new Message.Batch(List.of(events))));
    }

    private Raster paint(int width, int height, LaneLayout layout) {
        Raster raster = new Raster(width, height);
        new StreamPainter(COLOURS)
                .paint(
                        raster,
                        new StreamPainter.Scene(
                                history.lanes(),
                                new Viewport(START, START + 100_000),
                                layout,
                                START + 100_000,
                                history.marks(),
                                history.incidents(),
                                null,
                                List.of()));
        return raster;
    }

    @Test
    void paintsEachStepInItsColour() {
        tell(
                new Event.Started(START, "a", "Q", "Live"),
                new Event.Switchover(START + 50_000, "a", 5, "Live", "Stored", "IOException"));
        Raster raster = paint(100, 20, new LaneLayout(20, 0));
        assertThat(raster.pixel(20, 10)).isEqualTo(COLOURS.primary());
        assertThat(raster.pixel(50, 10)).isEqualTo(COLOURS.switchover());
        assertThat(List.of(COLOURS.fallback(), COLOURS.mixed(COLOURS.fallback(), 0.45)))
                .contains(raster.pixel(75, 10));
        assertThat(raster.pixel(20, 1)).isEqualTo(COLOURS.background());
    }

    @Test
    void hidesNoFailureAmongThousandsThatShareAPixel() {
        for (int i = 0; i < 2_000; i++) {
            tell(new Event.Started(START, "s" + i, "Q", "Live"));
        }
        tell(new Event.Ended(START + 30_000, "s777", 3, StreamEnd.FAILED, "IOException"));
        Raster raster = paint(100, 20, LaneLayout.fitting(2_000, 20, 20));
        long red = 0;
        for (int y = 0; y < 20; y++) {
            red += raster.pixel(30, y) == COLOURS.failure() ? 1 : 0;
        }
        assertThat(red).isEqualTo(1);
    }

    private boolean isOnLane(Raster raster, int colour) {
        for (int x = 0; x < raster.width(); x++) {
            for (int y = 0; y < raster.height(); y++) {
                if (raster.pixel(x, y) == colour) {
                    return true;
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 20})
    void showsAFallbackHoweverShort(int height) {
        tell(
                new Event.Started(START, "a", "Q", "Live"),
                new Event.Switchover(START + 50_000, "a", 5, "Live", "Stored", "IOException"),
                new Event.Ended(START + 50_001, "a", 9, StreamEnd.COMPLETED, null));
        Raster raster = paint(100, height, new LaneLayout(height, 0));
        assertThat(isOnLane(raster, COLOURS.fallback())).isTrue();
        assertThat(isOnLane(raster, COLOURS.switchover())).isTrue();
        assertThat(isOnLane(raster, COLOURS.end())).isTrue();
    }

    @Test
    void showsAFallbackThatStallsAtOnce() {
        tell(
                new Event.Started(START - 9_000_000, "a", "Q", "Live"),
                new Event.Switchover(START + 50_000, "a", 5, "Live", "Stored", "IOException"));
        Raster raster = paint(100, 20, new LaneLayout(20, 0));
        assertThat(raster.pixel(20, 10)).as("stalls before and after").isEqualTo(COLOURS.faint());
        assertThat(raster.pixel(90, 10)).isEqualTo(COLOURS.faint());
        assertThat(List.of(COLOURS.fallback(), COLOURS.mixed(COLOURS.fallback(), 0.45)))
                .contains(raster.pixel(57, 10));
    }

    @Test
    void showsWhileAStreamWasHeld() {
        tell(
                new Event.Started(START, "a", "Q", "Live"),
                new Event.Progress(START + 30_000, "a", 5, true),
                new Event.Progress(START + 60_000, "a", 5),
                new Event.Progress(START + 80_000, "a", 6));
        Raster raster = paint(100, 21, new LaneLayout(21, 0));
        assertThat(raster.pixel(20, 10)).isEqualTo(COLOURS.primary());
        assertThat(raster.pixel(45, 10)).as("between the rails").isEqualTo(COLOURS.background());
        assertThat(raster.pixel(45, 7)).as("a rail").isEqualTo(COLOURS.left());
        assertThat(raster.pixel(70, 10)).isEqualTo(COLOURS.primary());
    }

    @Test
    void givesTheSamePixelsAgain() {
        tell(new Event.Started(START, "a", "Q", "Live"), new Event.Ended(START + 60_000, "a", 5, StreamEnd.LEFT, null));
        Raster one = paint(100, 20, new LaneLayout(12, 0));
        Raster other = paint(100, 20, new LaneLayout(12, 0));
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 100; x++) {
                assertThat(one.pixel(x, y)).isEqualTo(other.pixel(x, y));
            }
        }
    }
}
