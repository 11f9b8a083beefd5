package org.cqrsjakarta.inspector.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The streams, within their bounds. What makes way is taken out in one go, now and then, so that it costs next to nothing. */
final class LaneList {

    private static final int SLACK = 8;

    private final Bounds bounds;
    private final ArrayList<StreamLane> lanes = new ArrayList<>();
    private final List<StreamLane> view = Collections.unmodifiableList(lanes);
    private final Consumer<StreamLane> gone;
    private long evicted;

    /**
     * Creates an empty one.
     *
     * @param gone is told what makes way before its end was seen
     */
    LaneList(Bounds bounds, Consumer<StreamLane> gone) {
        this.bounds = bounds;
        this.gone = gone;
    }

    List<StreamLane> view() {
        return view;
    }

    long evicted() {
        return evicted;
    }

    void add(StreamLane lane) {
        lanes.add(lane);
        if (lanes.size() > bounds.lanes() + bounds.lanes() / SLACK) {
            shrink(bounds.lanes(), Long.MIN_VALUE);
        }
    }

    void evict(long now) {
        long oldest = now - bounds.micros();
        // A stream that was heard of earlier has mostly ended earlier: a look at the first is enough to know.
        if (!lanes.isEmpty() && isOver(lanes.getFirst(), oldest)) {
            shrink(bounds.lanes(), oldest);
        }
    }

    private static boolean isOver(StreamLane lane, long oldest) {
        return lane.ended() != StreamLane.NEVER && lane.ended() < oldest;
    }

    /** Those that have ended go first; when all that is left runs, the ones that were heard of first. */
    private void shrink(int most, long oldest) {
        int before = lanes.size();
        int[] surplus = {Math.max(0, before - most)};
        lanes.removeIf(lane -> {
            boolean makesWay = lane.ended() != StreamLane.NEVER && (surplus[0] > 0 || lane.ended() < oldest);
            if (makesWay) {
                surplus[0]--;
            }
            return makesWay;
        });
        if (lanes.size() > most) {
            List<StreamLane> first = lanes.subList(0, lanes.size() - most);
            first.forEach(gone);
            first.clear();
        }
        evicted += before - lanes.size();
    }
}
