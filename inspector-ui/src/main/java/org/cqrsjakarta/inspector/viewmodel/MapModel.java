package org.cqrsjakarta.inspector.viewmodel;

import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.timeline.Overview;
import org.cqrsjakarta.inspector.timeline.Viewport;
import org.jspecify.annotations.Nullable;

/** The map of the whole history. */
public final class MapModel {

    private static final long SHORTEST = 10_000_000;

    /** So many streams are looked through in a frame, and more of them now and then. */
    private static final int FEW = 5_000;

    private static final long LOOK_EVERY = 250_000;

    private Viewport whole = new Viewport(0, SHORTEST);
    private Overview overview = Overview.of(new History(Bounds.DEFAULT), whole, 0, 1);
    private @Nullable History seen;
    private long looked;
    private int columns;

    /** The time that is on it. */
    public Viewport whole() {
        return whole;
    }

    /** What was there; it is up to a quarter of a second old. */
    public Overview overview() {
        return overview;
    }

    /** The next look. */
    public void advance(History history, Viewport onScreen, long now, int width) {
        long first = history.first() == StreamLane.NEVER ? now - TimelineModel.FIRST_SPAN : history.first();
        long end = Math.max(now, onScreen.to());
        whole = new Viewport(Math.min(first, end - SHORTEST), end);
        boolean another = !history.equals(seen) || width != columns;
        boolean due = now - looked >= LOOK_EVERY || now < looked;
        if (another || due || history.lanes().size() <= FEW) {
            overview = Overview.of(history, whole, now, width);
            seen = history;
            looked = now;
            columns = width;
        }
    }
}
