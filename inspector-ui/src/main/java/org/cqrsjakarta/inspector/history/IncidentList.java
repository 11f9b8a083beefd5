package org.cqrsjakarta.inspector.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Switchovers and failures, oldest first. What is too old makes way in one go, now and then. */
final class IncidentList {

    private static final int SLACK = 8;

    private final int most;
    private final ArrayList<Incident> incidents = new ArrayList<>();
    private final List<Incident> view = Collections.unmodifiableList(incidents);

    IncidentList(int most) {
        this.most = most;
    }

    List<Incident> view() {
        return view;
    }

    /** Those from a time on and before another one. */
    List<Incident> between(long from, long to) {
        int first = firstFrom(from);
        return view.subList(first, Math.max(first, firstFrom(to)));
    }

    void add(Incident incident) {
        // Servers tell in turns, each a moment after it has happened: mostly it is the last, and never far from the
        // end.
        boolean isLast = incidents.isEmpty() || incidents.getLast().at() <= incident.at();
        incidents.add(isLast ? incidents.size() : firstFrom(incident.at() + 1), incident);
        if (incidents.size() > most + most / SLACK) {
            incidents.subList(0, incidents.size() - most).clear();
        }
    }

    /** Has those before a time make way. */
    void evict(long oldest) {
        int first = firstFrom(oldest);
        if (first > incidents.size() / SLACK) {
            incidents.subList(0, first).clear();
        }
    }

    private int firstFrom(long time) {
        int low = 0;
        int high = incidents.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (incidents.get(middle).at() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
