package org.cqrsjakarta.inspector.timeline;

/**
 * Where lanes stand, one below the other.
 *
 * @param laneHeight in pixels; below 1 several lanes share a row
 * @param scroll     how many pixels are above the upper edge
 */
public record LaneLayout(double laneHeight, double scroll) {

    /** So low that as many lanes as a history holds fit anywhere. */
    public static final double LOWEST = 0.0001;

    /** So high that everything is easy to hit. */
    public static final double HIGHEST = 40;

    /** From here on a lane has room for shapes. */
    public static final double WITH_SHAPES = 7;

    /** From here on a lane has room for its name. */
    public static final double WITH_NAMES = 11;

    public LaneLayout {
        if (!(laneHeight >= LOWEST && laneHeight <= HIGHEST)) {
            throw new IllegalArgumentException(
                    "laneHeight = " + laneHeight + ", allowed: " + LOWEST + " to " + HIGHEST);
        }
    }

    /** All of so many lanes within a height, none higher than a comfortable one. */
    public static LaneLayout fitting(int lanes, int height, double comfortable) {
        return new LaneLayout(Math.clamp((double) height / Math.max(1, lanes), LOWEST, comfortable), 0);
    }

    /** The upper edge of a lane. */
    public double top(int lane) {
        return lane * laneHeight - scroll;
    }

    /** The lane at a height; it may be none of those there are. */
    public int laneAt(double y) {
        return (int) Math.floor((y + scroll) / laneHeight);
    }

    /** How high so many lanes are. */
    public double heightOf(int lanes) {
        return lanes * laneHeight;
    }

    /** Scrolled within what so many lanes allow. */
    public LaneLayout scrolledTo(double newScroll, int lanes, int height) {
        return new LaneLayout(laneHeight, Math.clamp(newScroll, 0, Math.max(0, heightOf(lanes) - height)));
    }

    /** Higher or lower lanes, while the one at a height stays where it is. */
    public LaneLayout zoomed(double factor, double y, int lanes, int height) {
        double higher = Math.clamp(laneHeight * factor, LOWEST, HIGHEST);
        double lane = (y + scroll) / laneHeight;
        return new LaneLayout(higher, 0).scrolledTo(lane * higher - y, lanes, height);
    }
}
