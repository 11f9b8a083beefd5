package org.cqrsjakarta.inspector.viewmodel;

import java.time.ZoneId;
import java.util.List;
import org.cqrsjakarta.inspector.history.LaneFilter;
import org.cqrsjakarta.inspector.history.LaneOrder;
import org.cqrsjakarta.inspector.recording.Replay;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.timeline.TimeAxis;

/** Everything that is on screen, and what keys and buttons do to it. */
public final class Workbench {

    private final Session session;
    private final Notices notices;
    private final TimelineModel timeline;
    private final TimeAxis axis;
    private Palette palette;
    private Room room;
    private boolean help;

    /** Puts it together. */
    public Workbench(Session session, Notices notices, ZoneId zone, Palette palette, Room room) {
        this.session = session;
        this.notices = notices;
        this.timeline = new TimelineModel(session.now());
        this.axis = new TimeAxis(zone);
        this.palette = palette;
        this.room = room;
    }

    public Session session() {
        return session;
    }

    public Notices notices() {
        return notices;
    }

    public TimelineModel timeline() {
        return timeline;
    }

    public TimeAxis axis() {
        return axis;
    }

    public Palette palette() {
        return palette;
    }

    public Room room() {
        return room;
    }

    /** Whether help is open. */
    public boolean isHelpOpen() {
        return help;
    }

    public void goTo(Room wanted) {
        room = wanted;
        help = false;
    }

    public void help(boolean open) {
        help = open;
    }

    /** Light or dark. */
    public void switchLight() {
        palette = Palette.of(!palette.dark(), isSafe());
    }

    /** The other set of colours. */
    public void switchSafe() {
        palette = Palette.of(palette.dark(), !isSafe());
    }

    /** Whether the colours are for every eye. */
    public boolean isSafe() {
        return palette.equals(Palette.LIGHT_SAFE) || palette.equals(Palette.DARK_SAFE);
    }

    /** Has the picture stand, or follow again; a recording stands and goes on with it. */
    public void togglePause() {
        boolean stand = timeline.isFollowing();
        if (stand) {
            timeline.pause();
        } else {
            timeline.follow(session.now());
        }
        session.pauseReplay(stand);
    }

    /** Follows now. */
    public void follow() {
        timeline.follow(session.now());
        session.pauseReplay(false);
    }

    /** A closer look, or a wider one, around the middle. */
    public void zoom(double factor) {
        long middle = timeline.viewport().from() + timeline.viewport().span() / 2;
        timeline.zoom(factor, middle, session.now());
    }

    /** All that is known. */
    public void showAll() {
        timeline.showAll(session.history(), session.now());
    }

    /** Twice as fast, or half as fast. */
    public void replaySpeed(double factor) {
        session.replay().ifPresent(replay -> {
            replay.speed(replay.speed() * factor);
            notices.tell("Replay at " + speed(replay) + " times the speed");
        });
    }

    /** Puts away what is in front: help, a notice, what was chosen, the search. */
    public void escape() {
        if (help) {
            help = false;
        } else if (notices.latest().isPresent()) {
            notices.dismiss();
        } else if (timeline.selected().isPresent()) {
            timeline.select(null);
        } else {
            timeline.filter(LaneFilter.ALL);
        }
    }

    /** The next order of streams. */
    public void nextOrder() {
        List<LaneOrder> orders = List.of(LaneOrder.values());
        timeline.order(orders.get((orders.indexOf(timeline.order()) + 1) % orders.size()));
    }

    /** How fast a recording is played, for a human. */
    public static String speed(Replay replay) {
        double speed = replay.speed();
        return speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
    }
}
