package org.cqrsjakarta.inspector.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where events are missing, in the order in which that was noticed. */
final class MarkList {

    /** Losses of the same kind that are no further apart are one: thirty bands a second say no more than one. */
    private static final long SAME_MICROS = 1_000_000;

    private final int most;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Mark> view = Collections.unmodifiableList(marks);

    MarkList(int most) {
        this.most = most;
    }

    List<Mark> view() {
        return view;
    }

    /** So many events of a server are missing at a time. */
    void missing(String server, long at, Mark.Kind kind, long count) {
        Mark latest = marks.isEmpty() ? null : marks.getLast();
        if (latest != null
                && latest.kind() == kind
                && latest.server().equals(server)
                && at - latest.to() < SAME_MICROS) {
            marks.set(marks.size() - 1, new Mark(server, latest.from(), at, kind, Sum.of(latest.events(), count)));
        } else {
            add(new Mark(server, at, at, kind, count));
        }
    }

    /** From a time on there was no connection to a server. */
    void disconnected(String server, long since) {
        add(new Mark(server, since, Long.MAX_VALUE, Mark.Kind.DISCONNECTED, 0));
    }

    /**
     * A server is there again.
     *
     * @param whole whether what happened in between follows: then nothing is missing
     */
    void connected(String server, long at, boolean whole) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            Mark mark = marks.get(i);
            if (mark.isOpen() && mark.server().equals(server)) {
                if (whole) {
                    marks.remove(i);
                } else {
                    marks.set(i, mark.until(at));
                }
            }
        }
    }

    private void add(Mark mark) {
        marks.add(mark);
        if (marks.size() > most) {
            marks.removeFirst();
        }
    }
}
