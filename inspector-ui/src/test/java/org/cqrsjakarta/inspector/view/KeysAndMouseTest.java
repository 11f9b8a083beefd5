package org.cqrsjakarta.inspector.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.cqrsjakarta.inspector.history.LaneOrder;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything is reached by keys, and the timeline by the mouse as well. */
class KeysAndMouseTest {

    private Desk desk;
    private TimelineModel timeline;

    @BeforeEach
    void open() throws Exception {
        desk = Desk.open();
        timeline = desk.bench.timeline();
        desk.happens(
                new Event.Started(Desk.START - 40 * Desk.SECOND, "first", "shop.Items", "Live"),
                new Event.Ended(Desk.START - 30 * Desk.SECOND, "first", 3, StreamEnd.COMPLETED, null),
                new Event.Started(Desk.START - 20 * Desk.SECOND, "second", "shop.Items", "Live"),
                new Event.Switchover(
                        Desk.START - 15 * Desk.SECOND, "second", 2, "Live", "Cached", "java.io.IOException"),
                new Event.Ended(Desk.START - 10 * Desk.SECOND, "second", 5, StreamEnd.COMPLETED, null),
                new Event.Started(Desk.START - 5 * Desk.SECOND, "third", "shop.Items", "Live"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void press(KeyCode... keys) {
        for (KeyCode key : keys) {
            desk.robot.push(key);
        }
        desk.frames(1);
    }

    private Picture streams() {
        return picture(100);
    }

    /** The one that is at least so high, and the lowest on screen. */
    private Picture picture(double atLeast) {
        return desk
                .robot
                .lookup((Node node) -> node instanceof Picture one && one.getHeight() >= atLeast)
                .queryAllAs(Picture.class)
                .stream()
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    private Point2D at(Picture picture, double x, double y) {
        Bounds place = picture.localToScreen(picture.getLayoutBounds());
        return new Point2D(place.getMinX() + x, place.getMinY() + y);
    }

    private Point2D middleOfLane(int lane) {
        return at(
                streams(), 500, timeline.layout().top(lane) + timeline.layout().laneHeight() / 2);
    }

    private String chosen() {
        return timeline.selected().map(StreamLane::id).orElse("none");
    }

    @Test
    void digitsOpenRoomsAndAQuestionMarkExplainsThem() {
        for (Room room : Room.values()) {
            press(KeyCode.valueOf("DIGIT" + (room.ordinal() + 1)));
            assertThat(desk.bench.room()).isEqualTo(room);
        }
        press(KeyCode.F1);
        assertThat(desk.bench.isHelpOpen()).isTrue();
        assertThat(desk.texts()).contains("pause, or follow again", "search", "light or dark");
        press(KeyCode.ESCAPE);
        assertThat(desk.bench.isHelpOpen()).isFalse();
    }

    @Test
    void keysGoThroughTime() {
        press(KeyCode.SPACE);
        assertThat(timeline.isFollowing()).isFalse();
        long right = timeline.viewport().to();
        press(KeyCode.LEFT);
        assertThat(timeline.viewport().to())
                .isEqualTo(right - timeline.viewport().span() / 5);
        press(KeyCode.RIGHT);
        assertThat(timeline.viewport().to()).isEqualTo(right);
        long span = timeline.viewport().span();
        press(KeyCode.EQUALS);
        assertThat(timeline.viewport().span()).isEqualTo(span / 2);
        press(KeyCode.MINUS, KeyCode.MINUS);
        assertThat(timeline.viewport().span()).isEqualTo(span * 2);
        press(KeyCode.HOME);
        assertThat(timeline.viewport().from()).isLessThan(Desk.START - 40 * Desk.SECOND);
        press(KeyCode.END);
        assertThat(timeline.isFollowing()).isTrue();
    }

    @Test
    void arrowsChooseStreamsInTheirOrderAndEscapePutsAway() {
        press(KeyCode.DOWN);
        assertThat(chosen()).isEqualTo("third");
        press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN);
        assertThat(chosen()).isEqualTo("first");
        press(KeyCode.UP);
        assertThat(chosen()).isEqualTo("second");
        assertThat(desk.texts()).contains("2 from Live, then IOException; 3 from Cached, to its normal end.");
        press(KeyCode.S);
        assertThat(timeline.order()).isNotEqualTo(LaneOrder.NEWEST);
        press(KeyCode.ESCAPE);
        assertThat(chosen()).isEqualTo("none");
    }

    @Test
    void aSearchIsTypedAndPutAway() {
        press(KeyCode.SLASH);
        desk.robot.write("cach");
        desk.frames(1);
        assertThat(timeline.filter().text()).isEqualTo("cach");
        assertThat(timeline.lanes()).extracting(StreamLane::id).containsExactly("second");
        assertThat(desk.bench.palette()).as("what c does elsewhere").isEqualTo(Palette.DARK);
        press(KeyCode.ESCAPE);
        assertThat(timeline.filter().text()).isEmpty();
        assertThat(desk.robot
                        .lookup((Node node) -> node instanceof TextField)
                        .queryAs(TextField.class)
                        .isFocused())
                .isFalse();
        assertThat(timeline.lanes()).hasSize(3);
    }

    @Test
    void coloursChangeByKeysAndThePictureIsExported() {
        press(KeyCode.T);
        assertThat(desk.bench.palette()).isEqualTo(Palette.LIGHT);
        press(KeyCode.C);
        assertThat(desk.bench.palette()).isEqualTo(Palette.LIGHT_SAFE);
        desk.choosing(Path.of("picture.png"));
        desk.robot.press(KeyCode.SHORTCUT).push(KeyCode.E).release(KeyCode.SHORTCUT);
        desk.frames(1);
        assertThat(desk.exported).containsExactly(Path.of("picture.png"));
        assertThat(desk.notice()).hasValue("It is in picture.png");
    }

    @Test
    void aClickChoosesAStreamAndAnotherOneNone() {
        desk.robot.clickOn(middleOfLane(1));
        assertThat(chosen()).isEqualTo("second");
        desk.robot.clickOn(middleOfLane(5));
        assertThat(chosen()).isEqualTo("none");
    }

    @Test
    void draggingMovesTimeAndTheWheelZoomsWhereItIs() {
        Viewport before = timeline.viewport();
        desk.robot.drag(at(streams(), 500, 100), MouseButton.PRIMARY).dropTo(at(streams(), 700, 100));
        desk.frames(1);
        assertThat(timeline.isFollowing()).isFalse();
        assertThat(timeline.viewport().from()).as("200 pixels earlier").isLessThan(before.from());
        assertThat(timeline.viewport().span()).isEqualTo(before.span());
        double column = streams().column(500);
        long under = timeline.viewport().time(column, streams().pixelWidth());
        desk.robot.moveTo(at(streams(), 500, 100)).scroll(2, VerticalDirection.UP);
        desk.frames(1);
        assertThat(timeline.viewport().span()).isLessThan(before.span());
        assertThat(timeline.viewport().time(column, streams().pixelWidth()))
                .as("the time under the mouse")
                .isBetween(under - Desk.SECOND / 5, under + Desk.SECOND / 5);
    }

    @Test
    void aClickIntoTheMapGoesThere() {
        Picture map = picture(40);
        desk.robot.clickOn(at(map, 500, 20));
        desk.frames(1);
        Viewport shown = timeline.viewport();
        assertThat(timeline.isFollowing()).isFalse();
        assertThat(shown.from() + shown.span() / 2)
                .as("in the middle")
                .isBetween(Desk.START - 40 * Desk.SECOND, desk.now());
    }
}
