package org.cqrsjakarta.inspector.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.LaneFilter;
import org.cqrsjakarta.inspector.history.LaneOrder;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.timeline.LaneLayout;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.jspecify.annotations.Nullable;

/**
 * Which time and which streams are on screen. It follows now until somebody pauses it, or moves: then the picture stands
 * while the history goes on.
 */
public final class TimelineModel {

    /** What is on screen at first. */
    public static final long FIRST_SPAN = 60_000_000;

    /** How high lanes are when there is room. */
    public static final double COMFORTABLE = 20;

    /** Sorting 100,000 lanes takes a good part of a frame: it is done so often and no more. */
    private static final long SORT_EVERY = 250_000;

    /** The right edge is not the last pixel: what happens now needs room for its shape. */
    private static final double AHEAD = 0.03;

    private Viewport viewport;
    private boolean following = true;
    private LaneFilter filter = LaneFilter.ALL;
    private LaneOrder order = LaneOrder.NEWEST;
    private @Nullable StreamLane selected;
    private List<StreamLane> lanes = List.of();
    private double scroll;
    private double laneHeight = COMFORTABLE;
    private boolean fitting = true;
    private int height = 1;
    private long sorted = Long.MIN_VALUE;
    private boolean stale = true;
    private long known;

    public TimelineModel(long now) {
        this.viewport = following(now, FIRST_SPAN);
    }

    /** The time on screen. */
    public Viewport viewport() {
        return viewport;
    }

    /** Whether the right edge is now. */
    public boolean isFollowing() {
        return following;
    }

    /** How far the right edge is behind now, in microseconds. */
    public long behind(long now) {
        return following ? 0 : Math.max(0, now - viewport.to());
    }

    /** The streams that are wanted and on screen or would be by scrolling, in their order. */
    public List<StreamLane> lanes() {
        return lanes;
    }

    /** Where they stand. */
    public LaneLayout layout() {
        if (fitting) {
            return LaneLayout.fitting(lanes.size(), height, COMFORTABLE);
        }
        return new LaneLayout(laneHeight, 0).scrolledTo(scroll, lanes.size(), height);
    }

    /** Which streams are wanted. */
    public LaneFilter filter() {
        return filter;
    }

    /** In which order. */
    public LaneOrder order() {
        return order;
    }

    /** The stream that was chosen. */
    public Optional<StreamLane> selected() {
        return Optional.ofNullable(selected);
    }

    /** Whether lanes are as high as lets all of them be on screen. */
    public boolean isFitting() {
        return fitting;
    }

    public void filter(LaneFilter wanted) {
        filter = wanted;
        stale = true;
    }

    public void order(LaneOrder wanted) {
        order = wanted;
        stale = true;
    }

    public void select(@Nullable StreamLane lane) {
        selected = lane;
    }

    /** Chooses the one so many lanes further down, and has it on screen. */
    public void selectBy(int lanesDown) {
        if (lanes.isEmpty()) {
            return;
        }
        int at = selected == null ? -1 : lanes.indexOf(selected);
        int next = Math.clamp(at < 0 ? 0L : (long) at + lanesDown, 0, lanes.size() - 1);
        selected = lanes.get(next);
        LaneLayout layout = layout();
        double top = layout.top(next);
        if (top < 0) {
            scrollBy(top);
        } else if (top + layout.laneHeight() > height) {
            scrollBy(top + layout.laneHeight() - height);
        }
    }

    /** Goes on with now. */
    public void follow(long now) {
        following = true;
        viewport = following(now, viewport.span());
    }

    /** Has the picture stand. */
    public void pause() {
        following = false;
    }

    /** Moves by a share of what is on screen; positive: to later times. */
    public void pan(double share) {
        following = false;
        viewport = viewport.panned(Math.round(viewport.span() * share));
        stale = true;
    }

    /** Has a time in the middle. */
    public void centre(long time) {
        following = false;
        viewport = new Viewport(time - viewport.span() / 2, time - viewport.span() / 2 + viewport.span());
        stale = true;
    }

    /** Shows so long a time, around the one that is given, or up to now while it follows. */
    public void zoom(double factor, long around, long now) {
        viewport = following ? following(now, Math.round(viewport.span() * factor)) : viewport.zoomed(factor, around);
        stale = true;
    }

    /** Shows so long a time. */
    public void span(long micros, long now) {
        zoom((double) micros / viewport.span(), viewport.to(), now);
    }

    /** Shows exactly this time. */
    public void show(Viewport wanted) {
        following = false;
        viewport = wanted;
        stale = true;
    }

    /** Shows all that is known. */
    public void showAll(History history, long now) {
        if (history.first() == StreamLane.NEVER) {
            return;
        }
        long margin = Math.max(Viewport.SHORTEST, (now - history.first()) / 40);
        show(new Viewport(history.first() - margin, Math.max(now, history.last()) + margin));
    }

    public void scrollBy(double pixels) {
        leaveFitting();
        scroll = new LaneLayout(laneHeight, 0)
                .scrolledTo(scroll + pixels, lanes.size(), height)
                .scroll();
    }

    /** Makes lanes higher or lower, while the one at a height stays. */
    public void zoomLanes(double factor, double y) {
        LaneLayout zoomed = layout().zoomed(factor, y, lanes.size(), height);
        fitting = false;
        laneHeight = zoomed.laneHeight();
        scroll = zoomed.scroll();
    }

    /** Has all lanes on screen again. */
    public void fit() {
        fitting = true;
    }

    /** The next look, for pictures that are so high. */
    public void advance(History history, long now, int pictureHeight) {
        height = Math.max(1, pictureHeight);
        if (following) {
            viewport = following(now, viewport.span());
        }
        boolean grown = history.lanes().size() != known || following;
        if (stale || (grown && now - sorted >= SORT_EVERY) || now < sorted) {
            sort(history, now);
        }
        if (selected != null && !filter.wants(selected, now)) {
            selected = null;
        }
    }

    private void sort(History history, long now) {
        stale = false;
        sorted = now;
        known = history.lanes().size();
        List<StreamLane> wanted = new ArrayList<>();
        for (StreamLane lane : history.lanes()) {
            if (viewport.shows(lane.started(), lane.endedOr(now)) && filter.wants(lane, now)) {
                wanted.add(lane);
            }
        }
        Comparator<StreamLane> comparator = order.comparator();
        wanted.sort(comparator);
        lanes = wanted;
    }

    private void leaveFitting() {
        if (fitting) {
            laneHeight = layout().laneHeight();
            scroll = 0;
            fitting = false;
        }
    }

    private static Viewport following(long now, long span) {
        long length = Math.clamp(span, Viewport.SHORTEST, Viewport.LONGEST);
        return Viewport.endingAt(now + Math.round(length * AHEAD), length);
    }
}
