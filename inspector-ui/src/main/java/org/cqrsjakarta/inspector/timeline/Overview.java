package org.cqrsjakarta.inspector.timeline;

import java.util.Arrays;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.Incident;
import org.cqrsjakarta.inspector.history.StreamLane;

/** How many streams ran at each time, and where some switched over or failed, as it was at one moment. Immutable. */
public final class Overview {

    private final Viewport whole;
    private final int[] running;
    private final Trouble[] troubles;

    /** The worst that happened. */
    public enum Trouble {
        NONE,
        SWITCHOVERS,
        FAILURES
    }

    private Overview(Viewport whole, int[] running, Trouble[] troubles) {
        this.whole = whole;
        this.running = running;
        this.troubles = troubles;
    }

    /**
     * Looks at all streams.
     *
     * @param whole   the time of the history
     * @param now     until when running streams have run
     * @param columns into how many parts the time is divided, 1 or more
     */
    public static Overview of(History history, Viewport whole, long now, int columns) {
        int[] change = new int[columns + 1];
        for (StreamLane lane : history.lanes()) {
            change[column(whole, lane.started(), columns)]++;
            change[column(whole, lane.endedOr(now), columns) + 1]--;
        }
        int[] running = new int[columns];
        int count = 0;
        for (int column = 0; column < columns; column++) {
            count += change[column];
            running[column] = count;
        }
        Trouble[] troubles = new Trouble[columns];
        Arrays.fill(troubles, Trouble.NONE);
        for (Incident incident : history.incidents()) {
            int column = column(whole, incident.at(), columns);
            if (troubles[column] != Trouble.FAILURES) {
                troubles[column] = incident.fatal() ? Trouble.FAILURES : Trouble.SWITCHOVERS;
            }
        }
        return new Overview(whole, running, troubles);
    }

    /** How many streams ran at a time; later than it was seen: none. */
    int running(long time) {
        return whole.shows(time, time) ? running[column(whole, time, running.length)] : 0;
    }

    /** The worst that happened around a time; later than it was seen: nothing. */
    Trouble trouble(long time) {
        return whole.shows(time, time) ? troubles[column(whole, time, troubles.length)] : Trouble.NONE;
    }

    private static int column(Viewport whole, long time, int columns) {
        return Math.clamp(Backdrop.column(whole, time, columns), 0, columns - 1);
    }
}
