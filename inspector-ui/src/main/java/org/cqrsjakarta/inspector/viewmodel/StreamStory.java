package org.cqrsjakarta.inspector.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.Incident;
import org.cqrsjakarta.inspector.history.LaneState;
import org.cqrsjakarta.inspector.history.Segment;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.timeline.TimeAxis;

/**
 * What there is to say about one stream.
 *
 * @param title      what is asked for
 * @param sentence   what became of it, in one sentence
 * @param facts      names and values
 * @param events     what has happened to it, as the protocol calls it
 * @param neighbours the streams that lost a handler in the same instant
 */
public record StreamStory(
        String title, String sentence, List<Fact> facts, List<Line> events, List<StreamLane> neighbours) {

    /** So close to each other is one instant. */
    static final long INSTANT = 100_000;

    private static final int MOST_NEIGHBOURS = 50;
    private static final String PROGRESS = "progress";

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /** Something that has happened. */
    public record Line(long at, String time, String type, String words) {}

    public StreamStory {
        facts = List.copyOf(facts);
        events = List.copyOf(events);
        neighbours = List.copyOf(neighbours);
    }

    /** Tells it. */
    public static StreamStory of(StreamLane lane, History history, long now, TimeAxis axis) {
        return new StreamStory(
                name(lane), sentence(lane), facts(lane, now, axis), events(lane, axis), neighbours(lane, history));
    }

    /** What is asked for, in a word: its request, or its id where nobody said what that is. */
    public static String name(StreamLane lane) {
        return lane.request().isEmpty() ? lane.id() : Words.simple(lane.request());
    }

    /** What became of a stream, in one sentence. */
    public static String sentence(StreamLane lane) {
        StringBuilder text = new StringBuilder();
        List<Segment> segments = lane.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            long until = i + 1 < segments.size() ? segments.get(i + 1).position() : lane.position();
            String reason = segment.reason();
            if (reason != null && !isRefusal(segments, i)) {
                text.append(", then ")
                        .append(reason.equals(Segment.UNSEEN) ? "a failure nobody saw" : Words.reason(reason));
            }
            text.append(i == 0 ? "" : "; ");
            String handler = segment.handler().isEmpty() ? "a handler nobody named" : segment.handler();
            if (i + 1 < segments.size() && isRefusal(segments, i + 1)) {
                text.append(handler).append(" was not asked, its circuit being open");
            } else {
                text.append(Words.count(Math.max(0, until - segment.position())))
                        .append(" from ")
                        .append(handler);
            }
        }
        String failure = lane.failure();
        text.append(
                switch (lane.state()) {
                    case RUNNING -> ", and it goes on";
                    case HELD -> ", and it is held until its client is back";
                    case COMPLETED -> ", to its normal end";
                    case LEFT -> ", until its client left";
                    case FAILED -> ", then " + (failure == null ? "it failed" : Words.reason(failure));
                    case UNKNOWN -> "; its end was never told";
                });
        return text.append('.').toString();
    }

    /** Whether the step before was left because its circuit let nobody in. */
    private static boolean isRefusal(List<Segment> segments, int index) {
        String reason = segments.get(index).reason();
        return reason != null
                && Words.reason(reason).equals("CircuitBreakerOpenException")
                && segments.get(index).position() == segments.get(index - 1).position();
    }

    private static List<Fact> facts(StreamLane lane, long now, TimeAxis axis) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("State", lane.state().words()));
        facts.add(new Fact("Id", lane.id()));
        facts.add(new Fact("Server", lane.server()));
        facts.add(new Fact("Request", lane.request().isEmpty() ? "not seen" : Words.simple(lane.request())));
        facts.add(new Fact(
                "Started",
                axis.precise(lane.started()) + (lane.isSeenFromItsStart() ? "" : ", or before it was seen")));
        facts.add(new Fact(
                "First item",
                lane.first() == StreamLane.NEVER
                        ? "not yet"
                        : "after " + Words.duration(lane.first() - lane.started())));
        facts.add(new Fact("Lasted", Words.duration(lane.endedOr(now) - lane.started())));
        facts.add(new Fact("Items", Words.count(lane.position())));
        if (lane.switchovers() > 0) {
            facts.add(new Fact("Switchovers", Words.count(lane.switchovers())));
            facts.add(new Fact("Longest gap", Words.duration(lane.longestGap())));
        }
        if (lane.stalls() > 0) {
            facts.add(new Fact("Stalls", Words.count(lane.stalls())));
        }
        return facts;
    }

    private static List<Line> events(StreamLane lane, TimeAxis axis) {
        List<Line> lines = new ArrayList<>();
        if (lane.isSeenFromItsStart()) {
            lines.add(line(
                    axis,
                    lane.started(),
                    "started",
                    lane.last().step() == 0
                            ? lane.last().handler()
                            : lane.segments().getFirst().handler()));
        }
        if (lane.first() != StreamLane.NEVER) {
            lines.add(line(axis, lane.first(), "first-item", ""));
        }
        long[] progress = lane.recentProgress();
        for (int i = 0; i < progress.length; i += 2) {
            lines.add(line(axis, progress[i], PROGRESS, Words.count(progress[i + 1])));
        }
        for (int i = 0; i < lane.holds(); i++) {
            lines.add(line(axis, lane.holdFrom(i), "held", "for " + Words.duration(lane.holdTo(i) - lane.holdFrom(i))));
        }
        if (lane.isHeld()) {
            lines.add(line(axis, lane.heldSince(), "held", "since then"));
        }
        for (Segment segment : lane.segments()) {
            String reason = segment.reason();
            if (reason != null) {
                lines.add(line(
                        axis,
                        segment.from(),
                        "switchover",
                        "at " + Words.count(segment.position()) + " to " + segment.handler() + ", "
                                + Words.reason(reason)));
                if (segment.gap() != Segment.NO_GAP) {
                    lines.add(line(
                            axis, segment.from() + segment.gap(), "took-over", "gap " + Words.duration(segment.gap())));
                }
            }
        }
        for (int i = 0; i < lane.stalls(); i++) {
            lines.add(line(
                    axis, lane.stallFrom(i), "stalled", "for " + Words.duration(lane.stallTo(i) - lane.stallFrom(i))));
        }
        if (lane.ended() != StreamLane.NEVER) {
            String failure = lane.failure();
            lines.add(line(
                    axis,
                    lane.ended(),
                    "ended",
                    lane.state() == LaneState.UNKNOWN
                            ? "not seen"
                            : lane.state().words() + " at " + Words.count(lane.position())
                                    + (failure == null ? "" : ", " + Words.reason(failure))));
        }
        lines.sort(Comparator.comparingLong(Line::at));
        return folded(lines);
    }

    /** One line of progress for as long as nothing else happened. */
    private static List<Line> folded(List<Line> lines) {
        List<Line> folded = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Line first = lines.get(at);
            Line last = first;
            at++;
            while (first.type().equals(PROGRESS)
                    && at < lines.size()
                    && lines.get(at).type().equals(PROGRESS)) {
                last = lines.get(at);
                at++;
            }
            folded.add(
                    first.type().equals(PROGRESS)
                            ? new Line(first.at(), first.time(), PROGRESS, words(first, last))
                            : first);
        }
        return folded;
    }

    private static String words(Line first, Line last) {
        return first.equals(last)
                ? "at " + first.words()
                : first.words() + " to " + last.words() + " in " + Words.duration(last.at() - first.at());
    }

    private static Line line(TimeAxis axis, long at, String type, String words) {
        return new Line(at, axis.precise(at), type, words);
    }

    private static List<StreamLane> neighbours(StreamLane lane, History history) {
        List<Long> losses = new ArrayList<>();
        lane.segments().stream().skip(1).forEach(segment -> losses.add(segment.from()));
        if (lane.state() == LaneState.FAILED) {
            losses.add(lane.ended());
        }
        Set<StreamLane> neighbours = new LinkedHashSet<>();
        for (long loss : losses) {
            for (Incident incident : history.incidents(loss - INSTANT, loss + INSTANT + 1)) {
                if (!incident.lane().equals(lane) && neighbours.size() < MOST_NEIGHBOURS) {
                    neighbours.add(incident.lane());
                }
            }
        }
        return List.copyOf(neighbours);
    }
}
