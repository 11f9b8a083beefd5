package org.cqrsjakarta.inspector.timeline;

import java.util.List;
import org.cqrsjakarta.inspector.history.Segment;
import org.cqrsjakarta.inspector.history.StreamLane;

/**
 * The columns in which the parts of one stream stand: where their times are, but that a fallback is never so narrow that it
 * cannot be seen, for the picture is about fallbacks. What follows moves to the right by as much. Found for one stream after
 * the other; not thread-safe.
 */
public final class LanePlaces {

    /** How much of a fallback is to be seen at least. */
    static final int VISIBLE = 8;

    /** A shape covers so much to the left and to the right of where it stands, with its margin. */
    private static final int HALF_SHAPE = Glyph.SIZE / 2 + 1;

    private static final int NARROWEST_WITH_SHAPES = VISIBLE + 2 * HALF_SHAPE;
    private static final int NARROWEST = 4;

    private int[] columns = new int[8];
    private int parts;
    private int tail;
    private boolean shapes;

    /** Whether lanes are high enough for shapes. */
    static boolean hasShapes(LaneLayout layout) {
        return layout.laneHeight() >= LaneLayout.WITH_SHAPES;
    }

    /** Finds those of a stream. */
    public void find(StreamLane lane, Viewport viewport, int width, long now, LaneLayout layout) {
        List<Segment> segments = lane.segments();
        parts = segments.size();
        if (columns.length <= parts) {
            columns = new int[2 * parts];
        }
        shapes = hasShapes(layout);
        int narrowest = shapes ? NARROWEST_WITH_SHAPES : NARROWEST;
        for (int i = 0; i < parts; i++) {
            place(i, Backdrop.column(viewport, segments.get(i).from(), width), i > 1 ? narrowest : 0);
        }
        place(parts, Backdrop.column(viewport, lane.endedOr(now), width), parts > 1 ? narrowest : 0);
        // The shape of its end stands beside its last part, and not behind it.
        tail = shapes && parts > 1 && lane.ended() != StreamLane.NEVER ? HALF_SHAPE : 0;
    }

    private void place(int index, int column, int narrowest) {
        columns[index] = index == 0 ? column : Math.max(column, columns[index - 1] + narrowest);
    }

    /** How many parts there are. */
    int parts() {
        return parts;
    }

    /** The first column of a part. */
    int from(int part) {
        return columns[part];
    }

    /** The column behind a part. */
    int to(int part) {
        return Math.max(columns[part] + 1, part + 1 == parts ? columns[parts] - tail : columns[part + 1]);
    }

    /** Draws what covers a part: from one column up to another. */
    @FunctionalInterface
    interface Cover {
        void draw(int x0, int x1);
    }

    /** Covers what is between two columns, but for as much of each fallback as is to be seen at least. */
    void cover(int x0, int x1, Cover cover) {
        int from = x0;
        for (int part = 1; part < parts; part++) {
            int kept = columns[part] + (shapes ? HALF_SHAPE + VISIBLE : NARROWEST);
            if (columns[part] < x1 && kept > from) {
                if (columns[part] > from) {
                    cover.draw(from, columns[part]);
                }
                from = kept;
            }
        }
        if (from < x1) {
            cover.draw(from, x1);
        }
    }

    /** The column of its end, or of now. */
    public int end() {
        return columns[parts];
    }
}
